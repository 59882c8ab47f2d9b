import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import type { contract } from './contract';

/**
 * States RecordRefusal and RecordStandstill of `failover`. Writes the run's record alone: a refused run never had the
 * role, and one that stands still keeps it, so that another execution of it, and nothing else, can go on. One that was
 * refused, or lost its lease to another, never overwrites the record of the run that the other one carries on.
 */
export const recordFailure =
  ({ ledger, now }: { ledger: Pick<Ledger, 'run' | 'writeRun'>; now: () => Instant }) =>
  async ({
    request,
    execution,
    outcome,
    error,
  }: z.output<typeof contract.input>): Promise<{ recorded: string }> => {
    const wanted = request.run ?? execution;
    const known = await ledger.run(wanted);
    const isBystander = outcome === 'refused' || error.Error === 'LeaseLost';
    const hasDoneMore = isBystander && known !== undefined && known.outcome !== 'refused';
    const id = hasDoneMore ? `${wanted}/${execution}` : wanted;
    const because = `${error.Error}: ${error.Cause}`;
    const record =
      hasDoneMore || !known ? { id, workflow: 'failover' as const, trigger: request.trigger } : known;
    await ledger.writeRun({ ...record, endedAt: now(), outcome, because });
    return { recorded: id };
  };
