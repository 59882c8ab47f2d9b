import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { resumed } from '../../lib/domain/brakes';
import type { Instant } from '../../lib/domain/instant';
import { changeRole } from '../runtime/change-role';
import type { contract } from './contract';

/** Called by a person, in any region of the plan. Writes the role. Where nothing is paused it changes nothing. */
export const resumeFailover =
  ({ ledger, now }: { ledger: Pick<Ledger, 'role' | 'writeRole'>; now: () => Instant }) =>
  async ({ by }: z.output<typeof contract.input>) => {
    const { resumed: last } = await changeRole(ledger, (role) => resumed(role, { by, at: now() }));
    return { lastResumed: last };
  };
