import { NotReady, TerminalState, Unreachable } from '../domain/errors';
import type { CacheSession } from './connect';

/**
 * The key that a pause writes last of all. A replica carries out its primary's writes in their order, so the one that has
 * the mark has everything before it; counting bytes would say the same, but only where both count from the same start.
 */
const MARK_KEY = 'firebackup:position';
/** The mark outlives any run that waits for it, and then goes. */
const MARK_SECONDS = 86_400;

/**
 * Writes wait, and wait no longer than this: the replica has 60 s to reach the mark, and its promotion 680 s to be asked for,
 * while a database's standby is backed up; the rest is for AWS to demote the old primary, usually within a minute. Too short would let writes through to a cache that
 * is about to lose them; too long keeps clients waiting when a run breaks off and nobody releases them.
 */
export const PAUSE_SECONDS = 900;

/**
 * Holds writes back, and leaves a mark behind the last of them in one transaction, so that no write gets in between. A
 * second call lets through what waits, and pauses anew behind it.
 *
 * @throws {TerminalState} where there is nothing to pause, or the cache does not permit it
 */
export async function pauseWrites({ command }: CacheSession, mark: string): Promise<void> {
  const [role] = await command<[string]>(['ROLE']);
  if (role !== 'master') throw new TerminalState(`it is a ${role}, expected the primary: it takes no writes`);
  await permitted(command(['CLIENT', 'UNPAUSE']));
  await command(['MULTI']);
  await permitted(command(['SET', MARK_KEY, mark, 'EX', String(MARK_SECONDS)]));
  await permitted(command(['CLIENT', 'PAUSE', String(PAUSE_SECONDS * 1000), 'WRITE']));
  const done = await permitted(command<readonly unknown[] | null>(['EXEC']));
  const refused = done?.find((one) => one !== 'OK');
  if (!done || refused !== undefined)
    throw new TerminalState(`it did not pause its writes: ${refused ?? 'the transaction was given up'}`);
}

/** Lets go on what waits. One that is not paused stays as it is. */
export async function releaseWrites({ command }: CacheSession): Promise<void> {
  await permitted(command(['CLIENT', 'UNPAUSE']));
}

/**
 * Ends the wait of writers at a cache that was demoted: it refuses them now, and they learn at once that the primary is
 * elsewhere. A pause outlasts a demotion by itself, so without this they wait for the rest of it.
 *
 * @throws {NotReady} while it is a primary: what waits would be written there, and lost
 */
export async function redirectWriters({ command }: CacheSession): Promise<void> {
  const [role] = await command<[string]>(['ROLE']);
  if (role === 'master') throw new NotReady('it is a primary still, expected a replica');
  await permitted(command(['CLIENT', 'UNPAUSE']));
}

/** @throws {NotReady} until the replica has the mark, and with it everything that was written before */
export async function awaitMark({ command }: CacheSession, mark: string): Promise<void> {
  const found = await command<string | null>(['GET', MARK_KEY]);
  if (found !== mark) throw new NotReady(`its mark is ${found ?? 'not there'}, expected ${mark}`);
}

/** What a managed cache keeps from its users it refuses by these words, and waiting does not change that. */
const NOT_PERMITTED = /^(ERR unknown (sub)?command|NOPERM|EXECABORT|ERR .*not allowed)/i;

const permitted = <Reply>(asked: Promise<Reply>): Promise<Reply> =>
  asked.catch((cause: Error) => {
    if (NOT_PERMITTED.test(cause.message))
      throw new TerminalState(`it does not permit what pausing takes: ${cause.message}`, { cause });
    throw cause;
  });

/** What is wrong on the way to a cache says nothing about the cache. */
export const reaching = <Result>(cache: string, work: Promise<Result>): Promise<Result> =>
  work.catch((cause: Error) => {
    const said = `cache ${cache}: ${cause.message}`;
    if (cause instanceof NotReady) throw new NotReady(said, { cause });
    if (cause instanceof TerminalState) throw new TerminalState(said, { cause });
    throw new Unreachable(said, { cause });
  });
