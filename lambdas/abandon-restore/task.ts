import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords, pointBlamedBecause } from '../../lib/domain/caught';
import { drillRun } from '../../lib/domain/drill-record';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

interface Deps {
  readonly region: string;
  readonly ledger: Pick<
    Ledger,
    'restore' | 'writeRestore' | 'drill' | 'writeDrill' | 'recordProof' | 'liftHold'
  >;
  readonly now: () => Instant;
}

/**
 * States AbandonRestore of `restore` and AbandonDrill of `drill`. Writes why the run ended, and lifts its hold. What was made
 * keeps the time from which it may be removed, and `sweep-scratch` removes it. A recovery point that a restore failed by is
 * disproven; those of a drill were judged one by one. A run that has ended keeps its record, and one that another execution
 * carries on its hold too. A second call finds it written.
 */
export const abandonRestore =
  ({ region, ledger, now }: Deps) =>
  async ({
    purpose,
    request,
    execution,
    error,
  }: z.output<typeof contract.input>): Promise<{ recorded: boolean }> => {
    const isDrill = purpose === 'drill';
    const run = isDrill ? drillRun(request, region, execution) : (request.run ?? execution);
    const restore = isDrill ? undefined : await ledger.restore(run);
    const known = isDrill ? await ledger.drill(run) : restore;
    if (known && known.execution !== execution) return { recorded: false };
    if (known && known.outcome !== 'open') {
      await ledger.liftHold(run);
      return { recorded: false };
    }
    const because = pointBlamedBecause(error);
    if (restore?.order && because) {
      await ledger.recordProof(restore.order.point, { outcome: 'disproven', at: now(), run, because });
    }
    const ended = { endedAt: now(), because: caughtInWords(error) };
    const begun = { run, execution, trigger: request.trigger ?? 'started by hand', region, startedAt: now() };
    const outcome = known ? 'abandoned' : 'refused';
    if (isDrill) await ledger.writeDrill({ ...begun, ...known, ...ended, outcome });
    else await ledger.writeRestore({ ...begun, ...known, ...ended, outcome });
    await ledger.liftHold(run);
    return { recorded: true };
  };
