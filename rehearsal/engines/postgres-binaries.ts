import { execFile } from 'node:child_process';
import { chmod, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, letPassThrough, makeOwnedDirectory, unprivilegedAccount } from './account';
import { linkLibraries, postgresPackageFor } from './postgres-package';

const run = promisify(execFile);

export interface PostgresBinaries {
  readonly postgres: string;
  readonly initdb: string;
  /** Who the engine runs as; `undefined` means this process's own account. */
  readonly account: Account | undefined;
}

/** PostgreSQL's own variables (PGDATA, PGOPTIONS …) in the caller's environment must not reach the engine. */
export const POSTGRES_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' } as const;

/**
 * Finds PostgreSQL 16 and an account it agrees to run under.
 *
 * @param scratch the rehearsal's temporary folder. All data directories have to lie below it; for root it is
 *   made passable for the engine's account, and receives a copy of the binaries where that account may not
 *   read the installed ones (a clone below /root, for example).
 */
export async function findPostgres(scratch: string): Promise<PostgresBinaries> {
  const packageDirectory = postgresPackageFor(`${process.platform}-${process.arch}`);
  const account = await unprivilegedAccount();
  if (account) await letPassThrough(scratch);
  if (await linkLibraries(packageDirectory, packageDirectory)) {
    const installed = binariesIn(packageDirectory, account);
    if ((await objectionOf(installed)) === undefined) return installed;
  }
  const copied = binariesIn(await copyBinaries(packageDirectory, scratch), account);
  const objection = await objectionOf(copied);
  if (objection === undefined) return copied;
  throw new Error(
    `PostgreSQL does not run as uid ${account?.uid ?? process.getuid?.()}, neither from ${packageDirectory} nor ` +
      `copied to ${scratch}: ${objection}; expected a temporary folder (TMPDIR) that every account may enter`,
  );
}

function binariesIn(root: string, account: Account | undefined): PostgresBinaries {
  const bin = join(root, 'native', 'bin');
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), account };
}

/** Permission bits alone cannot tell (mounts, parents, access lists): the answer is to really start it. */
async function objectionOf({ postgres, account }: PostgresBinaries): Promise<string | undefined> {
  try {
    const { stdout } = await run(postgres, ['--version'], {
      cwd: '/',
      env: POSTGRES_ENVIRONMENT,
      ...account,
    });
    return / 16\./.test(stdout) ? undefined : `expected PostgreSQL 16, found ${stdout.trim()}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function copyBinaries(packageDirectory: string, scratch: string): Promise<string> {
  const root = join(scratch, 'postgres-binaries');
  await makeOwnedDirectory(root, undefined);
  await chmod(root, 0o755);
  await cp(join(packageDirectory, 'native'), join(root, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await linkLibraries(root, packageDirectory);
  return root;
}
