import { mkdir, stat } from 'node:fs/promises';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

const NAME = 'firebackup-rehearsal';

/**
 * A folder that outlives the rehearsal and that nobody else can write: programs are started from it.
 *
 * @param xdgCacheHome the environment's XDG_CACHE_HOME
 */
export async function cacheFolder(xdgCacheHome: string | undefined): Promise<string> {
  const usual = join(xdgCacheHome || join(homedir(), '.cache'), NAME);
  // Accounts such as `nobody` have no home.
  return (await ownFolder(usual)) ?? (await ownFolderIn(tmpdir()));
}

async function ownFolderIn(parent: string): Promise<string> {
  const path = join(parent, `${NAME}-${userInfo().uid}`);
  const own = await ownFolder(path);
  if (own !== undefined) return own;
  throw new Error(`${path} belongs to someone else or cannot be made: expected a private folder`);
}

async function ownFolder(path: string): Promise<string | undefined> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const { uid } = await stat(path);
    return uid === userInfo().uid ? path : undefined;
  } catch {
    return undefined;
  }
}
