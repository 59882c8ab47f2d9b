import type * as z from 'zod';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import type { Replay } from '../../lib/postgres/replay';
import type { contract } from './contract';

interface Deps {
  readonly read: (database: string, lsn: string) => Promise<Replay>;
  readonly now: () => Instant;
}

interface Replayed {
  readonly database: string;
  /** Where the primary's writes ended, and how far its standby has come. */
  readonly lsn: string;
  readonly replayed: string;
}

/**
 * State AwaitReplay of `switchover`, retried by the machine for as long as its patience lasts. Changes nothing. Passing is the
 * proof that nothing is lost: no position that the application was ever answered for lies behind what the standby has. A
 * database that is a primary already proves nothing and is refused.
 */
export const awaitReplay =
  ({ read, now }: Deps) =>
  async ({
    databases,
  }: z.output<typeof contract.input>): Promise<{ databases: readonly Replayed[]; at: Instant }> => {
    const replays = await Promise.all(
      databases.map(async ({ database, lsn }) => ({ database, lsn, ...(await read(database, lsn)) })),
    );
    const primary = replays.find(({ isStandby }) => !isStandby);
    if (primary) throw new TerminalState(`${primary.database} is no standby, expected one that replays`);
    return {
      databases: replays.map(({ database, lsn, replayed, bytesLeft }) => {
        if (replayed === undefined || bytesLeft !== 0) {
          throw new NotReady(
            `${database} has replayed to ${replayed ?? 'nowhere'}, expected ${lsn}: ${bytesLeft ?? 'unknown'} bytes are left`,
          );
        }
        return { database, lsn, replayed };
      }),
      at: now(),
    };
  };
