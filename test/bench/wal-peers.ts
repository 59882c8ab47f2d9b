import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { cacheFolder } from '../../rehearsal/engines/cache-folder';
import { unpackDebianPackages } from '../../rehearsal/engines/debian-packages';
import { type Repository, writeRepository } from './pgbackrest-repository';

/*
 * `node --import tsx test/bench/wal-peers.ts [files]`: the check of an archive of 100,000 files beside Debian's check_pgbackrest,
 * which is unpacked without being installed, on the same files in the same run. Both are whole processes, from their start
 * to their answer; ours is bundled as a function is. The goals are held against a walk by names alone, since the other judges
 * nothing else; what size and time of every file cost on top stands beside it. Where the other cannot be fetched, that is
 * said and nothing is measured.
 */
const FILES = Number(process.argv[2] ?? 100_000);
const RUNS = 3;
const GOAL_TIME = 20;
const GOAL_MEMORY = 10;
const FETCHED_WITHIN_MS = 120_000;
const MEGABYTE = 1024;

const folder = await mkdtemp(join(tmpdir(), 'wal-peers-'));
process.on('SIGINT', () => process.exit(130));
try {
  const peer = await fetchedPeer();
  const repository = await writeRepository(folder, FILES);
  const ours = join(folder, 'walk.cjs');
  const entryPoints = [join(import.meta.dirname, 'walk-repository.ts')];
  buildSync({ entryPoints, outfile: ours, bundle: true, platform: 'node', minify: true });

  const empty = join(folder, 'empty');
  await mkdir(empty);
  const walk = (archive: string, looking: 'names' | 'sizes') =>
    measured(process.execPath, [ours, archive, looking], {});
  const idle = await walk(empty, 'names');
  const own = await median(() => walk(repository.archive, 'names'));
  const sized = await median(() => walk(repository.archive, 'sizes'));
  const env = await peerEnvironment(peer);
  const other = await median(() => measured('perl', peerArguments(peer, repository), env));
  const found = JSON.parse(own.output) as {
    readonly gaps: readonly {
      readonly firstName: string;
      readonly lastName: string;
      readonly count: number;
    }[];
  };
  const ownMissing = found.gaps.reduce((sum, { count }) => sum + count, 0);
  const said =
    (JSON.parse(other.output) as { long_message: Record<string, string> }[])[0]?.long_message ?? {};
  const agree =
    Number(said.num_missing_archives) === ownMissing &&
    ownMissing === repository.missing.length &&
    said.oldest_missing_archive === found.gaps.at(0)?.firstName &&
    said.latest_missing_archive === found.gaps.at(-1)?.lastName;

  const seconds = (run: Measured) => (run.millis / 1000).toFixed(2).padStart(8);
  const megabytes = (run: Measured) => (run.peakKilobytes / MEGABYTE).toFixed(0).padStart(8);
  console.log(`${FILES} files, ${repository.missing.length} missing, medians of ${RUNS} runs`);
  console.log(`${seconds(own)} s ${megabytes(own)} MB  this check, by names`);
  console.log(`${seconds(sized)} s ${megabytes(sized)} MB  this check, with size and time of each file`);
  console.log(`${seconds(idle)} s ${megabytes(idle)} MB  of each: Node.js and an empty archive`);
  console.log(`${seconds(other)} s ${megabytes(other)} MB  check_pgbackrest 2.3 with pgbackrest 2.45`);
  const time = other.millis / own.millis;
  const memory = other.peakKilobytes / own.peakKilobytes;
  const withSizes = (other.millis / sized.millis).toFixed(1);
  console.log(`${time.toFixed(1).padStart(8)} × faster, goal ${GOAL_TIME}; ${withSizes} × with sizes`);
  console.log(`${memory.toFixed(1).padStart(8)} × less memory, goal ${GOAL_MEMORY}`);
  console.log(agree ? 'both name the same gaps' : `they differ: ${own.output} ${other.output}`);
  if (!agree || time < GOAL_TIME) process.exitCode = 1;
} catch (error) {
  console.log(`not measured: ${(error as Error).message}`);
} finally {
  await rm(folder, { recursive: true, force: true });
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

interface Measured {
  readonly millis: number;
  /** Of the process itself, without its children. */
  readonly peakKilobytes: number;
  readonly output: string;
}

async function measured(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Measured> {
  const begun = performance.now();
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakKilobytes = 0;
  const watch = setInterval(() => {
    peakKilobytes = Math.max(peakKilobytes, peakOf(child));
  }, 20);
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  await once(child, 'close');
  clearInterval(watch);
  const output = Buffer.concat(parts).toString();
  if (!output) throw new Error(`${program} said nothing`);
  const own = (JSON.parse(output) as { peakKilobytes?: number }).peakKilobytes;
  return { millis: performance.now() - begun, peakKilobytes: own ?? peakKilobytes, output };
}

/** The kernel's own mark of the highest; nothing once the process is gone. */
function peakOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function median(run: () => Promise<Measured>): Promise<Measured> {
  const runs: Measured[] = [];
  for (let at = 0; at < RUNS; at += 1) runs.push(await run());
  const sorted = runs.toSorted((a, b) => a.millis - b.millis);
  return sorted[Math.floor(RUNS / 2)] ?? { millis: Number.NaN, peakKilobytes: Number.NaN, output: '[]' };
}
