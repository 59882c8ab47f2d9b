import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { paused } from '../../lib/domain/brakes';
import type { Instant } from '../../lib/domain/instant';
import { changeRole } from '../runtime/change-role';
import type { contract } from './contract';

/**
 * Called by a person, in any region of the plan. Writes the role. A run that is open goes on: stopping it half-way is no
 * brake. A second call, by whomever, leaves the first pause as it is and answers with it.
 */
export const pauseFailover =
  ({ ledger, now }: { ledger: Pick<Ledger, 'role' | 'writeRole'>; now: () => Instant }) =>
  async ({ by, because }: z.output<typeof contract.input>) => {
    const { pausedBy, pausedAt, pausedBecause, openRun } = await changeRole(ledger, (role) =>
      paused(role, { by, because, at: now() }),
    );
    return { pausedBy, pausedAt, pausedBecause, goesOn: openRun?.id };
  };
