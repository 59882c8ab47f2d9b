import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import { activated } from '../../lib/domain/role';
import type { contract } from './contract';

/**
 * State ActivateRegion of `failover` and `switchover`, after every database was verified. Writes the role: from then on
 * `serve-role` answers 200 in the region that took over, the health check flips, and the failover records lead there. No DNS record is
 * edited. A second call finds the epoch moved on and writes nothing.
 */
export const activateRegion =
  ({ ledger, now }: { ledger: Pick<Ledger, 'hold' | 'writeRole'>; now: () => Instant }) =>
  async ({
    claim,
  }: z.output<typeof contract.input>): Promise<{ region: string; epoch: number; at: Instant }> => {
    const role = await ledger.hold(claim, now());
    const next = activated(role, claim, now());
    if (next !== role) await ledger.writeRole(next);
    return { region: next.activeRegion, epoch: next.epoch, at: now() };
  };
