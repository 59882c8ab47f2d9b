import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Without this apt, when run by root, complains that its own account cannot enter a temporary folder. */
const UNSANDBOXED = ['-o', 'APT::Sandbox::User=root'];

/**
 * Unpacks Debian packages, and the libraries among their dependencies that this machine lacks, into a
 * directory: nothing is installed, and no privilege is needed.
 */
export async function unpackDebianPackages(
  packages: readonly string[],
  into: string,
  signal: AbortSignal,
): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'debian-packages-'));
  try {
    await download(packages, work, signal);
    const files = (await readdir(work)).filter((name) => name.endsWith('.deb'));
    for (const file of files) await run('dpkg-deb', ['-x', join(work, file), into], { signal });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Package lists may be absent (a slim image) or outdated (the version is gone): then with fresh ones. */
async function download(packages: readonly string[], work: string, signal: AbortSignal): Promise<void> {
  try {
    await downloadWith([], packages, { cwd: work, signal });
  } catch {
    signal.throwIfAborted();
    const options = await freshLists(work, signal);
    await downloadWith(options, packages, { cwd: work, signal });
  }
}

/** Fetches package lists into a folder of our own: the machine's are root's, and none of our business. */
async function freshLists(work: string, signal: AbortSignal): Promise<string[]> {
  const state = join(work, 'state');
  const cache = join(work, 'cache');
  await mkdir(join(state, 'lists', 'partial'), { recursive: true });
  await mkdir(join(cache, 'archives', 'partial'), { recursive: true });
  const directories = [
    `Dir::State=${state}`,
    // Given apart, since the machine's configuration may have moved them.
    `Dir::State::lists=${join(state, 'lists')}`,
    'Dir::State::status=/var/lib/dpkg/status',
    `Dir::Cache=${cache}`,
  ];
  const options = directories.flatMap((directory) => ['-o', directory]);
  await run('apt-get', [...UNSANDBOXED, ...options, 'update'], { signal });
  return options;
}

async function downloadWith(
  options: readonly string[],
  packages: readonly string[],
  how: { cwd: string; signal: AbortSignal },
): Promise<void> {
  const { stdout } = await run('apt-cache', [...options, 'depends', ...packages], how);
  const missing = await notInstalled(librariesIn(stdout), how.signal);
  await run('apt-get', [...UNSANDBOXED, ...options, 'download', ...packages, ...missing], how);
}

/**
 * Only libraries: an init system or `adduser` is for installed daemons, scripts for browsers are for pages that nobody opens
 * here, and libc must be the machine's own.
 */
export function librariesIn(aptCacheDepends: string): string[] {
  const dependencies = aptCacheDepends.matchAll(/^\s*\|?(?:Pre)?Depends: (\S+)$/gm);
  const names = [...dependencies].map(([, name]) => name ?? '');
  return [...new Set(names)].filter((name) => /^(lib(?!js-)|lua)/.test(name) && name !== 'libc6');
}

async function notInstalled(packages: readonly string[], signal: AbortSignal): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...packages];
  // It fails when any name is unknown to it, and still lists the others.
  const stdout = await run('dpkg-query', query, { signal }).then(
    (result) => result.stdout,
    (error: { stdout?: string }) => error.stdout ?? '',
  );
  const installed = new Set(stdout.split('\n').filter((line) => line.endsWith(' installed')));
  return packages.filter((name) => !installed.has(`${name} installed`));
}
