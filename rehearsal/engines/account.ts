import { chmod, chown, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** An operating-system account, as `spawn` takes it. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL is to run under: `undefined` means one's own. PostgreSQL refuses root, and wants an
 * account that has a name, so for root one is picked from the user database.
 */
export async function unprivilegedAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const account = accountFrom(await readFile('/etc/passwd', 'utf8'));
  if (account) return account;
  throw new Error('PostgreSQL refuses to run as root: expected an account other than root in /etc/passwd');
}

/** Prefers `nobody`, which owns nothing; any other account but root will do. */
export function accountFrom(passwd: string): Account | undefined {
  const accounts = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const chosen = accounts.find(({ name }) => name === 'nobody') ?? accounts[0];
  return chosen && { uid: chosen.uid, gid: chosen.gid };
}

/**
 * Makes a directory that PostgreSQL accepts: private, and owned by the account that the engine runs under. So is every
 * directory on the way to it that is not there yet, since the engine has to pass through.
 */
export async function makeOwnedDirectory(path: string, account: Account | undefined): Promise<void> {
  const first = await mkdir(path, { recursive: true, mode: 0o700 });
  if (!account) return;
  let made = path;
  for (; first && made !== first; made = dirname(made)) await chown(made, account.uid, account.gid);
  await chown(made, account.uid, account.gid);
}

/** `mkdtemp` makes folders that only their owner may enter; the engine's account must pass through. */
export async function letPassThrough(folder: string): Promise<void> {
  await chmod(folder, 0o711);
}
