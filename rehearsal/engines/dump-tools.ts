import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The rehearsed servers' major version; pg_dump refuses servers that are newer than itself. */
const SERVER_MAJOR = 16;
/** Where Debian keeps the versions that are installed beside each other. */
const VERSIONS = '/usr/lib/postgresql';

export type DumpTools =
  | { readonly outcome: 'found'; readonly directory: string }
  | { readonly outcome: 'none'; readonly because: string };

/** The first directory whose pg_dump and pg_restore can handle the rehearsed servers. */
export async function findDumpTools(): Promise<DumpTools> {
  const tooOld: string[] = [];
  for (const directory of await candidates()) {
    const versions = await Promise.all(
      ['pg_dump', 'pg_restore'].map((tool) => versionOf(join(directory, tool))),
    );
    const [dump, restore] = versions;
    if (!dump || !restore) continue;
    if (versions.every((version) => Number.parseInt(version ?? '', 10) >= SERVER_MAJOR))
      return { outcome: 'found', directory };
    tooOld.push(`${join(directory, 'pg_dump')} is version ${dump}`);
  }
  const found = tooOld.length > 0 ? tooOld.join(', ') : 'this machine has no pg_dump';
  return {
    outcome: 'none',
    because: `${found}; expected ${SERVER_MAJOR} or newer on the PATH or below ${VERSIONS}`,
  };
}

/** Why dumps, and restores from them, cannot be rehearsed on this machine; nothing when they can. */
export async function dumpNotRehearsedBecause(): Promise<string | undefined> {
  const tools = await findDumpTools();
  return tools.outcome === 'none' ? tools.because : undefined;
}

/** Where whoever runs the rehearsal has programs. */
export function searchPath(): readonly string[] {
  // biome-ignore lint/style/noProcessEnv: which programs there are is a matter of the machine, as it is for every shell.
  return (process.env.PATH ?? '').split(delimiter).filter(Boolean);
}

async function candidates(): Promise<readonly string[]> {
  const installed = await readdir(VERSIONS).catch(() => []);
  return [...searchPath(), ...installed.map((version) => join(VERSIONS, version, 'bin'))];
}

async function versionOf(tool: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(tool, ['--version'], { cwd: '/' });
    return /\(PostgreSQL\) (\S+)/.exec(stdout)?.[1];
  } catch {
    return undefined;
  }
}
