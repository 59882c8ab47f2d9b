import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { Unfenced } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import type { Claim } from '../../lib/domain/role';
import { afterFencing, type WhenUnfenced } from '../../lib/domain/unfenced';
import type { contract } from './contract';
import type { Patience } from './fence';

interface Deps {
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly fence: (region: string, claim: Claim, patience: Patience) => Promise<readonly Fence[]>;
  readonly whenUnfenced: WhenUnfenced;
  readonly now: () => Instant;
}

/**
 * States FenceRegion and FenceRegionFinally of `failover`, before anything is promoted. May change security groups of the old
 * primary and end its sessions; where that cannot be put into force, block the logins of its application, or stop it. A second
 * call finds it fenced and changes nothing. Answers since when the run has been at it, so that whoever reads `heldAt` of a
 * fence knows how long it was open. `wait` asks `failover` to call it again in half a minute: the region may answer by then, and
 * if it does not, it must have fenced itself some time. Failing with Unfenced means: the old primary may still take writes, and
 * the plan leaves it to a person to go on regardless.
 */
export const fenceRegion =
  ({ ledger, fence, whenUnfenced, now }: Deps) =>
  async ({
    decision,
    patience,
  }: z.output<typeof contract.input>): Promise<{
    fences: readonly Fence[];
    next: 'promote' | 'wait';
    since: Instant | undefined;
    at: Instant;
  }> => {
    const { openRun } = await ledger.hold(decision.claim, now());
    const fences = await fence(decision.from, decision.claim, patience);
    const at = now();
    const { approvedBy } = decision;
    const after = afterFencing(fences, whenUnfenced, {
      openedAt: openRun?.openedAt ?? at,
      approvedBy,
      now: at,
    });
    if (after.next === 'stop') throw new Unfenced(after.because);
    return { ...after, since: openRun?.openedAt, at };
  };
