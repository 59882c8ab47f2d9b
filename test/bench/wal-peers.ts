import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { cacheFolder } from '../../rehearsal/engines/cache-folder';
import { unpackDebianPackages } from '../../rehearsal/engines/debian-packages';
import { type Measured, measured, median } from './measured-process';
import { type Repository, writeRepository } from './pgbackrest-repository';

/*
 * `node --import tsx test/bench/wal-peers.ts [files] [alone]`: the check of an archive of 100,000 files beside Debian's
 * check_pgbackrest, which is unpacked without being installed, on the same files in the same run. Both are whole processes, from
 * their start to their answer; ours is bundled as a function is. The goals are held against a walk by names alone, since the other
 * judges nothing else; what size and time of every file cost on top stands beside it. Where the other cannot be fetched, that
 * is said and nothing is measured. With `alone` ours is measured only, as on a million files.
 *
 * Memory is read in two ways. Whole processes are what a machine has to hold. What each needs above its own interpreter with
 * the same modules loaded is what the check itself costs, in a function that runs anyway.
 */
const FILES = Number(process.argv[2] ?? 100_000);
const IS_ALONE = process.argv[3] === 'alone';
const RUNS = 3;
const GOAL_TIME = 20;
const GOAL_MEMORY = 10;
const FETCHED_WITHIN_MS = 120_000;
const MEGABYTE = 1024;

const folder = await mkdtemp(join(tmpdir(), 'wal-peers-'));
process.on('SIGINT', () => process.exit(130));
try {
  const peer = IS_ALONE ? undefined : await fetchedPeer();
  const repository = await writeRepository(folder, FILES);
  console.log(`${FILES} files, ${repository.missing.length} missing, medians of ${RUNS} runs`);
  const own = await measuredOwn(repository);
  if (peer) await heldAgainst(peer, repository, own);
} catch (error) {
  console.log(`not measured: ${(error as Error).message}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Ours, told in a line each; idle is the same process and modules with nothing to walk. */
async function measuredOwn({ archive }: Repository): Promise<Side> {
  const bundle = join(folder, 'walk.cjs');
  const entryPoints = [join(import.meta.dirname, 'walk-repository.ts')];
  buildSync({ entryPoints, outfile: bundle, bundle: true, platform: 'node', minify: true });
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const walk = (from: string, looking: 'names' | 'sizes') => () =>
    measured(process.execPath, [bundle, from, looking], {});
  const side = {
    idle: await median(RUNS, walk(empty, 'names')),
    busy: await median(RUNS, walk(archive, 'names')),
  };
  const sized = await median(RUNS, walk(archive, 'sizes'));
  tell(side.busy, 'this check, by names');
  tell(sized, 'this check, with size and time of each file');
  tell(side.idle, 'of each: Node.js and an empty archive');
  console.log(`${megabytes(aboveIdle(side))} MB  above it, by names`);
  console.log(
    `${megabytes(aboveIdle({ ...side, busy: sized }))} MB  above it, with size and time of each file`,
  );
  return side;
}

async function heldAgainst(peer: string, repository: Repository, own: Side): Promise<void> {
  const env = await peerEnvironment(peer);
  const busy = await median(RUNS, () => measured('perl', peerArguments(peer, repository), env));
  const idle = await median(RUNS, () => measured('perl', ['-e', idlePeer(peer)], env));
  tell(busy, 'check_pgbackrest 2.3 with pgbackrest 2.45');
  tell(idle, 'of it: Perl with the same modules');
  console.log(`${megabytes(aboveIdle({ idle, busy }))} MB  above it`);

  const time = busy.millis / own.busy.millis;
  const whole = busy.peakKilobytes / own.busy.peakKilobytes;
  const above = aboveIdle({ idle, busy }) / aboveIdle(own);
  console.log(`${time.toFixed(1).padStart(8)} × faster, goal ${GOAL_TIME}`);
  console.log(`${whole.toFixed(1).padStart(8)} × less memory as whole processes`);
  console.log(
    `${above.toFixed(1).padStart(8)} × less memory above the idle interpreters, goal ${GOAL_MEMORY}`,
  );
  const agree = nameTheSameGaps(own.busy, busy, repository);
  console.log(agree ? 'both name the same gaps' : `they differ: ${own.busy.output} ${busy.output}`);
  if (!agree || time < GOAL_TIME || above < GOAL_MEMORY) process.exitCode = 1;
}

function nameTheSameGaps(own: Measured, other: Measured, { missing }: Repository): boolean {
  const { gaps } = JSON.parse(own.output) as {
    readonly gaps: readonly {
      readonly firstName: string;
      readonly lastName: string;
      readonly count: number;
    }[];
  };
  const said =
    (JSON.parse(other.output) as { long_message: Record<string, string> }[])[0]?.long_message ?? {};
  const ownMissing = gaps.reduce((sum, { count }) => sum + count, 0);
  return (
    Number(said.num_missing_archives) === ownMissing &&
    ownMissing === missing.length &&
    said.oldest_missing_archive === gaps.at(0)?.firstName &&
    said.latest_missing_archive === gaps.at(-1)?.lastName
  );
}

/** A program that loads what the other loads, and says what that took of memory. */
function idlePeer(root: string): string {
  const source = readFileSync(join(root, 'usr', 'bin', 'check_pgbackrest'), 'utf8');
  const modules = source.match(/^use [A-Z].*;$/gm) ?? [];
  return `${[...modules, 'use JSON;'].join(' ')} open(my $f, '<', '/proc/self/status'); my ($kb) = join('', <$f>) =~ /VmHWM:\\s+(\\d+)/; print "{\\"peakKilobytes\\":$kb}";`;
}

/** Where its packages are unpacked, now or by an earlier run. */
async function fetchedPeer(): Promise<string> {
  const root = join(await cacheFolder(process.env.XDG_CACHE_HOME), `check-pgbackrest-${process.arch}`);
  if (existsSync(join(root, 'usr', 'bin', 'check_pgbackrest'))) return root;
  const packages = ['check-pgbackrest', 'pgbackrest', 'libjson-perl'];
  await unpackDebianPackages(packages, root, AbortSignal.timeout(FETCHED_WITHIN_MS));
  return root;
}

function peerArguments(root: string, { configuration, stanza }: Repository): string[] {
  return [
    join(root, 'usr', 'bin', 'check_pgbackrest'),
    '--service=archives',
    `--stanza=${stanza}`,
    `--command=${join(root, 'usr', 'bin', 'pgbackrest')}`,
    `--config=${configuration}`,
    '--output=json',
  ];
}

/** The libraries lie in a folder named after the machine, such as x86_64-linux-gnu; none when all were installed. */
async function peerEnvironment(root: string): Promise<Record<string, string>> {
  const libraries = join(root, 'usr', 'lib');
  const folders = await readdir(libraries).catch(() => []);
  return {
    PERL5LIB: join(root, 'usr', 'share', 'perl5'),
    LD_LIBRARY_PATH: folders.map((one) => join(libraries, one)).join(':'),
  };
}

/** A program that does its work, and one that only stands ready for it. */
interface Side {
  readonly idle: Measured;
  readonly busy: Measured;
}

function tell(run: Measured, what: string): void {
  const seconds = (run.millis / 1000).toFixed(2).padStart(8);
  console.log(`${seconds} s ${megabytes(run.peakKilobytes)} MB  ${what}`);
}

function megabytes(kilobytes: number): string {
  return (kilobytes / MEGABYTE).toFixed(1).padStart(8);
}

function aboveIdle({ idle, busy }: Side): number {
  return busy.peakKilobytes - idle.peakKilobytes;
}
