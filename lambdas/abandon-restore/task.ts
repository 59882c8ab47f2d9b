import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { caughtInWords } from '../../lib/domain/caught';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

interface Deps {
  readonly region: string;
  readonly ledger: Pick<Ledger, 'restore' | 'writeRestore' | 'drill' | 'writeDrill' | 'liftHold'>;
  readonly now: () => Instant;
}

/**
 * States AbandonRestore of `restore` and AbandonDrill of `drill`. Writes why the run ended, and lifts its hold. What was made
 * keeps the time from which it may be removed, and `sweep-scratch` removes it. A run that has ended, or that another execution
 * carries on, keeps its record. A second call finds it written.
 */
export const abandonRestore =
  ({ region, ledger, now }: Deps) =>
  async ({
    purpose,
    request,
    execution,
    error,
  }: z.output<typeof contract.input>): Promise<{ recorded: boolean }> => {
    const run = request.run ?? execution;
    const known = purpose === 'drill' ? await ledger.drill(run) : await ledger.restore(run);
    if (known && (known.outcome !== 'open' || known.execution !== execution)) return { recorded: false };
    const ended = { endedAt: now(), because: caughtInWords(error) };
    const begun = { run, execution, trigger: request.trigger ?? 'started by hand', region, startedAt: now() };
    const outcome = known ? 'abandoned' : 'refused';
    if (purpose === 'drill') await ledger.writeDrill({ ...begun, ...known, ...ended, outcome });
    else await ledger.writeRestore({ ...begun, ...known, ...ended, outcome });
    await ledger.liftHold(run);
    return { recorded: true };
  };
