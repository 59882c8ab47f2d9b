import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder';
import { unpackDebianPackages } from './debian-packages';

const run = promisify(execFile);
/** Packages of 1 to 20 MB, and at worst package lists of 19 MB before. */
const FETCHED_WITHIN_MS = 60_000;

export interface WantedProgram {
  readonly name: string;
  /** What it comes in, the libraries that it needs aside. */
  readonly packages: readonly string[];
  /** What it is kept under once it was fetched. */
  readonly folder: string;
}

export interface FoundProgram {
  readonly found: string;
  /** What the engine's environment has to hold, for libraries that are not installed. */
  readonly env: Readonly<Record<string, string>>;
}

/** What needs the program is left out, and the report says why; that is never shown as passed. */
export interface NotRehearsed {
  readonly notRehearsed: string;
}

/**
 * Finds a program: on PATH, else one fetched earlier, else Debian's packages, unpacked into a cache folder without
 * installing them. Never throws for "not there".
 */
export async function findProgram(
  wanted: WantedProgram,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<FoundProgram | NotRehearsed> {
  const { name } = wanted;
  const onPath = await programOnPath(name, environment.PATH ?? '');
  const installed = onPath === undefined ? undefined : await working({ found: onPath, env: {} });
  if (installed) return installed;
  const apt = await programOnPath('apt-get', environment.PATH ?? '');
  if (!apt) return { notRehearsed: `no ${name} on PATH, and no apt-get to fetch one with` };
  try {
    return await fetched(wanted, await cacheFolder(environment.XDG_CACHE_HOME));
  } catch (error) {
    return { notRehearsed: `no ${name} on PATH, and fetching Debian's failed: ${reasonOf(error)}` };
  }
}

async function fetched({ name, packages, folder }: WantedProgram, cache: string): Promise<FoundProgram> {
  const place = join(cache, `${folder}-${process.arch}`);
  const cached = await unpackedIn(place, name);
  if (cached) return cached;
  // A fetch of another run may get there first, or an upgraded system may not run the old one any more.
  const fresh = await mkdtemp(`${place}-`);
  try {
    await unpackDebianPackages(packages, fresh, AbortSignal.timeout(FETCHED_WITHIN_MS));
    if (!(await unpackedIn(fresh, name))) throw new Error(`the unpacked ${name} does not start`);
    if (!(await unpackedIn(place, name))) await rm(place, { recursive: true, force: true });
    // Refused when the place is taken: by a working one, see above.
    await rename(fresh, place).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const program = await unpackedIn(place, name);
  if (program) return program;
  throw new Error(`${place} holds no working ${name}`);
}

async function unpackedIn(root: string, name: string): Promise<FoundProgram | undefined> {
  const libraries = join(root, 'usr', 'lib');
  // The libraries lie in a folder named after the machine, such as x86_64-linux-gnu.
  const folders = await readdir(libraries).catch(() => []);
  const env = { LD_LIBRARY_PATH: folders.map((folder) => join(libraries, folder)).join(delimiter) };
  return working({ found: join(root, 'usr', 'bin', name), env });
}

async function working(program: FoundProgram): Promise<FoundProgram | undefined> {
  const started = run(program.found, ['--version'], { env: { ...program.env } });
  return started.then(
    () => program,
    () => undefined,
  );
}

async function programOnPath(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name);
    const isFile = await stat(candidate).then(
      (found) => found.isFile(),
      () => false,
    );
    if (isFile) return candidate;
  }
  return undefined;
}

/** Of a failed command, the last line of what it complained: the first lines repeat the command. */
function reasonOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message?: string };
  const complaint = (stderr ?? '').trim() || message || String(error);
  return complaint.split('\n').at(-1) ?? complaint;
}
