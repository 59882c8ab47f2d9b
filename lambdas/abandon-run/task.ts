import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords } from '../../lib/domain/caught';
import type { Instant } from '../../lib/domain/instant';
import { abandoned } from '../../lib/domain/role';
import { noteUndoing } from '../runtime/note-undoing';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
  readonly now: () => Instant;
}

/**
 * States AbandonRun of `failover` and `switchover`, and AbandonRunHeld of the latter. Records why, and gives the run
 * and its lease up, so that UnfenceRegion may undo the fences and a new run may be started. Refused when a promotion was
 * asked for: going back is not safe then, and from the first write on nobody asks for one any more. A second call, after an answer that
 * never arrived, finds the run given up; failing there would leave the fences standing. One that never came to be open, because
 * the ledger kept it waiting too long, gets a record here.
 */
export const abandonRun =
  ({ ledger, now }: Deps) =>
  async ({
    claim,
    error,
    left,
    ...begun
  }: z.output<typeof contract.input>): Promise<{ abandoned: string; because: string }> => {
    const because = [error, ...(left ? [left] : [])].map(caughtInWords).join('; not undone: ');
    const { openRun } = await ledger.role();
    if (openRun?.id !== claim.run) {
      const known = await ledger.run(claim.run);
      if (!known)
        await ledger.writeRun({ id: claim.run, ...begun, endedAt: now(), outcome: 'abandoned', because });
      return { abandoned: claim.run, because };
    }
    const role = await noteUndoing(ledger, claim, now());
    const opened = await ledger.run(claim.run);
    if (opened) await ledger.writeRun({ ...opened, endedAt: now(), outcome: 'abandoned', because });
    await ledger.writeRole(abandoned(role, now()));
    return { abandoned: claim.run, because };
  };
