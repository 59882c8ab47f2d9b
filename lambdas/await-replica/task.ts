import type * as z from 'zod';
import { ageInWords } from '../../lib/domain/duration-in-words';
import { NotReady, TerminalState, Unreachable } from '../../lib/domain/errors';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { StandbyState } from '../../lib/postgres/heartbeat';
import type { contract } from './contract';

interface Deps {
  readonly read: (database: string) => Promise<StandbyState>;
  readonly staleAfterSeconds: number;
  readonly now: () => Instant;
}

interface CaughtUp {
  readonly database: string;
  readonly lastHeartbeatAt: Instant;
  readonly at: Instant;
}

/**
 * State AwaitReplica of `failback`, retried by the machine. RDS says `replicating` of a replica that is hours behind, too;
 * a heartbeat that is fresh on it is the proof that it is not. Changes nothing. Refused for one that takes writes.
 */
export const awaitReplica =
  ({ read, staleAfterSeconds, now }: Deps) =>
  async ({ database }: z.output<typeof contract.input>): Promise<CaughtUp> => {
    const { inRecovery, lastHeartbeatAt } = await read(database).catch((cause: Error) => {
      throw new Unreachable(`the new replica of ${database} gives no answer: ${cause.message}`, { cause });
    });
    if (!inRecovery) throw new TerminalState(`${database} is no replica here, it takes writes of its own`);
    if (lastHeartbeatAt === undefined) throw new NotReady(`${database} has replayed no heartbeat yet`);
    const age = secondsBetween(lastHeartbeatAt, now());
    if (age > staleAfterSeconds) {
      throw new NotReady(
        `the newest heartbeat on ${database} is ${ageInWords(age)} old, expected at most ${staleAfterSeconds} s`,
      );
    }
    return { database, lastHeartbeatAt, at: now() };
  };
