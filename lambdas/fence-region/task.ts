import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { Unfenced } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import type { Claim } from '../../lib/domain/role';
import type { contract } from './contract';
import type { Patience } from './fence';

interface Deps {
  readonly ledger: Pick<Ledger, 'hold'>;
  readonly fence: (region: string, claim: Claim, patience: Patience) => Promise<readonly Fence[]>;
  /** Whether the plan lets a run without a person go on when something could not be fenced. */
  readonly whenUnfenced: 'promote' | 'stop';
  readonly now: () => Instant;
}

/**
 * States FenceRegion and FenceRegionFinally of `failover`, before anything is promoted. May change security groups of the old primary and end
 * its sessions. A second call finds it fenced and changes nothing. Failing with Unfenced means: the old primary may
 * still take writes, and the plan leaves it to a person to go on regardless.
 */
export const fenceRegion =
  ({ ledger, fence, whenUnfenced, now }: Deps) =>
  async ({
    decision,
    patience,
  }: z.output<typeof contract.input>): Promise<{ fences: readonly Fence[]; at: Instant }> => {
    await ledger.hold(decision.claim, now());
    const fences = await fence(decision.from, decision.claim, patience);
    const open = fences.filter(({ outcome }) => outcome === 'unfenced');
    if (open.length > 0 && whenUnfenced === 'stop' && !decision.approvedBy) {
      const what = open.map(({ component, id, because }) => `${component} ${id}: ${because}`).join('; ');
      throw new Unfenced(`${what}; the plan says stop, so start the run again with approvedBy set to a name`);
    }
    return { fences, at: now() };
  };
