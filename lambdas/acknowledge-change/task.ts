import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { acknowledged, nothingToAcknowledgeBecause } from '../../lib/domain/brakes';
import { CommandRefused } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { changeRole } from '../runtime/change-role';
import type { contract } from './contract';

/**
 * Called by a person, in any region of the plan. Writes the role: the cool-down is over, though nothing else is; a standby
 * that does not replicate stands in the way of the next failover all the same. Names the run, so that nobody acknowledges a
 * change, or a run that was given up, that they have not heard of. A second call leaves the first acknowledgement as it is.
 */
export const acknowledgeChange =
  ({ ledger, now }: { ledger: Pick<Ledger, 'role' | 'writeRole'>; now: () => Instant }) =>
  async ({ by, run }: z.output<typeof contract.input>) => {
    const { lastChange, lastAbandoned } = await changeRole(ledger, (role) => {
      const nothing = nothingToAcknowledgeBecause(role, run);
      if (nothing) throw new CommandRefused(nothing);
      return acknowledged(role, { by, at: now() }, run);
    });
    return { lastChange, lastAbandoned };
  };
