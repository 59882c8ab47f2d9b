import type * as z from 'zod';
import { NotReady, Unreachable } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { Heartbeat } from '../../lib/postgres/heartbeat';
import type { contract } from './contract';

interface Deps {
  /** Writes a heartbeat under an epoch; nothing when the database is still a standby. */
  readonly write: (database: string, epoch: number) => Promise<Heartbeat | undefined>;
  readonly now: () => Instant;
}

/**
 * State VerifyWrites of `failover`: the proof that a promoted database takes writes, and the place where the application
 * can see the new epoch. Writes the heartbeat row; the epoch in it only grows, so a second call is harmless. A database
 * that restarts while it is promoted gives no answer for a moment, which is waited for like its recovery.
 */
export const verifyWrites =
  ({ write, now }: Deps) =>
  async ({ claim, database }: z.output<typeof contract.input>): Promise<{ epoch: number; at: Instant }> => {
    const written = await write(database, claim.epoch + 1).catch((cause: Error) => {
      throw new Unreachable(`${database} gives no answer to a write: ${cause.message}`, { cause });
    });
    if (!written) throw new NotReady(`${database} is still in recovery and takes no writes`);
    return { epoch: written.epoch, at: now() };
  };
