import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder';
import { unpackDebianPackages } from './debian-packages';

const run = promisify(execFile);
/** Two packages of 1 MB, and at worst package lists of 19 MB before. */
const FETCHED_WITHIN_MS = 60_000;

export interface FoundRedis {
  readonly found: string;
  /** What the engine's environment has to hold, for libraries that are not installed. */
  readonly env: Readonly<Record<string, string>>;
}

/** The cache leg is left out, and the report says why; that is never shown as passed. */
export interface NotRehearsed {
  readonly notRehearsed: string;
}

/**
 * Finds a Redis server: on PATH, else one fetched earlier, else Debian's packages, unpacked into a cache
 * folder without installing them. Never throws for "not there".
 */
export async function findRedis(
  environment: NodeJS.ProcessEnv = process.env,
): Promise<FoundRedis | NotRehearsed> {
  const onPath = await redisOnPath(environment.PATH ?? '');
  if (onPath) return onPath;
  const apt = await programOnPath('apt-get', environment.PATH ?? '');
  if (!apt) return { notRehearsed: 'no redis-server on PATH, and no apt-get to fetch one with' };
  try {
    return await fetchedRedis(await cacheFolder(environment.XDG_CACHE_HOME));
  } catch (error) {
    return { notRehearsed: `no redis-server on PATH, and fetching Debian's failed: ${reasonOf(error)}` };
  }
}

async function redisOnPath(path: string): Promise<FoundRedis | undefined> {
  const found = await programOnPath('redis-server', path);
  return found === undefined ? undefined : working({ found, env: {} });
}

async function fetchedRedis(cache: string): Promise<FoundRedis> {
  const place = join(cache, `redis-${process.arch}`);
  const cached = await unpackedIn(place);
  if (cached) return cached;
  // A fetch of another run may get there first, or an upgraded system may not run the old one any more.
  const fresh = await mkdtemp(`${place}-`);
  try {
    await unpackDebianPackages(
      ['redis-server', 'redis-tools'],
      fresh,
      AbortSignal.timeout(FETCHED_WITHIN_MS),
    );
    if (!(await unpackedIn(fresh))) throw new Error('the unpacked redis-server does not start');
    if (!(await unpackedIn(place))) await rm(place, { recursive: true, force: true });
    // Refused when the place is taken: by a working one, see above.
    await rename(fresh, place).catch(() => undefined);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  const fetched = await unpackedIn(place);
  if (fetched) return fetched;
  throw new Error(`${place} holds no working redis-server`);
}

async function unpackedIn(root: string): Promise<FoundRedis | undefined> {
  const libraries = join(root, 'usr', 'lib');
  // The libraries lie in a folder named after the machine, such as x86_64-linux-gnu.
  const folders = await readdir(libraries).catch(() => []);
  const env = { LD_LIBRARY_PATH: folders.map((folder) => join(libraries, folder)).join(delimiter) };
  return working({ found: join(root, 'usr', 'bin', 'redis-server'), env });
}

async function working(redis: FoundRedis): Promise<FoundRedis | undefined> {
  const started = run(redis.found, ['--version'], { env: { ...redis.env } });
  return started.then(
    () => redis,
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
