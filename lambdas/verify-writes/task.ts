import type * as z from 'zod';
import { NotReady } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { Heartbeat } from '../../lib/postgres/heartbeat';
import type { contract } from './contract';

interface Deps {
  /** Writes a heartbeat under an epoch; nothing when the database is still a standby. @throws {Unreachable | AccessDenied} */
  readonly write: (database: string, epoch: number) => Promise<Heartbeat | undefined>;
  /** Gives the application's roles their login, where they have none. @throws {Unreachable | AccessDenied | NotFound} */
  readonly admit: (database: string) => Promise<void>;
  readonly now: () => Instant;
}

interface Verified {
  readonly epoch: number;
  /** The first transaction of the new epoch, and where the WAL stood then: what the old primary has from there on is lost. */
  readonly firstXid: string;
  readonly lsn: string;
  readonly at: Instant;
}

/**
 * State VerifyWrites of `failover` and `switchover`: the proof that a promoted database takes writes, and the place where the application
 * can see the new epoch. Writes the heartbeat row; the epoch in it only grows, so a second call is harmless. A database
 * that restarts while it is promoted gives no answer for a moment, which is waited for like its recovery; one that refuses
 * what was asked is told to a person at once. Roles that were closed on the old primary came
 * here closed, by its WAL: they are opened before the region is the active one.
 */
export const verifyWrites =
  ({ write, admit, now }: Deps) =>
  async ({ claim, database }: z.output<typeof contract.input>): Promise<Verified> => {
    const written = await write(database, claim.epoch + 1);
    if (!written) throw new NotReady(`${database} is still in recovery and takes no writes`);
    await admit(database);
    const { epoch, firstXid, firstLsn: lsn } = written;
    return { epoch, firstXid, lsn, at: now() };
  };
