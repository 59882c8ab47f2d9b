import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { bystanderInWords, refusalInWords, standstillInWords } from '../../lib/domain/ending-in-words';
import type { Instant } from '../../lib/domain/instant';
import type { RunbookAddress } from '../../lib/domain/runbook-link';
import type { contract } from './contract';

export interface Recorded {
  readonly recorded: string;
  /** How the run ended, for people. */
  readonly message: string;
  readonly announce: 'yes' | 'no';
}

/**
 * States RecordRefusal and RecordStandstill of `failover`, `switchover` and `failback`. Writes the run's record alone: a refused run never had the
 * role, and one that stands still keeps it, so that another execution of it, and nothing else, can go on. One that was
 * refused, or finds the lease with another, never overwrites the record of the run that the other one carries on. A dry run
 * leaves no record, and its refusal is announced to nobody: whoever started it looks at it.
 */
export const recordFailure =
  ({
    ledger,
    runbooks,
    now,
  }: { ledger: Pick<Ledger, 'role' | 'run' | 'writeRun'>; now: () => Instant } & RunbookAddress) =>
  async ({
    request,
    execution,
    workflow,
    outcome,
    error,
  }: z.output<typeof contract.input>): Promise<Recorded> => {
    const wanted = request.run ?? execution;
    const ending = { workflow, run: wanted, error, runbooks };
    if (request.dryRun) return { recorded: 'nothing', message: refusalInWords(ending), announce: 'no' };
    const { openRun, lease } = await ledger.role();
    const holder = openRun?.id === wanted && lease?.owner !== execution ? lease?.owner : undefined;
    const known = await ledger.run(wanted);
    const isBystander = outcome === 'refused' || error.Error === 'LeaseLost' || holder !== undefined;
    const hasDoneMore = isBystander && known !== undefined && known.outcome !== 'refused';
    const id = hasDoneMore ? `${wanted}/${execution}` : wanted;
    const because = `${error.Error}: ${error.Cause}`;
    const record = hasDoneMore || !known ? { id, workflow, trigger: request.trigger } : known;
    await ledger.writeRun({ ...record, endedAt: now(), outcome, because });
    const announce = request.quiet ? 'no' : 'yes';
    if (outcome === 'refused') return { recorded: id, message: refusalInWords(ending), announce };
    const message = holder ? bystanderInWords(ending, { execution, holder }) : standstillInWords(ending);
    return { recorded: id, message, announce };
  };
