import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { FailoverBlocked, LeaseHeld } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { openRun } from '../../lib/domain/role';
import type { RunOutcome } from '../../lib/domain/run';
import type { contract } from './contract';

/** What a run of this name came to earlier, when nothing of it was left: the record is of the one that opens now. */
const ENDED_BEFORE: readonly RunOutcome[] = ['refused', 'abandoned'];

interface Taken {
  readonly stage: 'preparing' | 'promoting';
  readonly expiresAt: Instant;
}

/**
 * State TakeLease of `failover` and `switchover`: the point where of two runs one wins. Writes the role, on top of the version it read,
 * and the run's record. A second call by the same execution renews the lease; another execution of the same run waits
 * until the lease has expired; another run is refused. Says whether an earlier execution of the run asked for a promotion:
 * what comes before one is over then.
 */
export const takeLease =
  ({
    ledger,
    now,
  }: {
    ledger: Pick<Ledger, 'role' | 'writeRole' | 'run' | 'writeRun'>;
    now: () => Instant;
  }) =>
  async ({ situation, decision }: z.output<typeof contract.input>): Promise<Taken> => {
    const { claim, ...decided } = decision;
    const opening = openRun(await ledger.role(), decision, now());
    if (opening.outcome === 'not-yet') throw new LeaseHeld(opening.because);
    if (opening.outcome === 'refused') throw new FailoverBlocked(opening.because);
    await ledger.writeRole(opening.role);
    const known = await ledger.run(claim.run);
    if (!known || ENDED_BEFORE.includes(known.outcome)) {
      await ledger.writeRun({
        id: claim.run,
        ...decided,
        outcome: 'open',
        evidence: { situation },
      });
    }
    const { lease, openRun: opened } = opening.role;
    const stage = opened?.promotingSince ? 'promoting' : 'preparing';
    return { stage, expiresAt: lease?.expiresAt ?? now() };
  };
