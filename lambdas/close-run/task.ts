import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { NotFound } from '../../lib/domain/errors';
import { type Instant, latest } from '../../lib/domain/instant';
import { closed } from '../../lib/domain/role';
import { type Milestones, phasesOf, type Run } from '../../lib/domain/run';
import type { Deployment } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { closedAt, judgementsOn } from './judgements';
import { leftUndone } from './left-undone';
import { remarkOn } from './remark';

type Steps = z.output<typeof contract.input>;
type Report = Pick<Run, 'id' | 'outcome' | 'because' | 'phases' | 'judgements'> & {
  /** What may be open or lost, for the announcement. */
  readonly remark: string;
};

interface Deps {
  readonly objectives: Deployment['objectives'];
  readonly ledger: Pick<Ledger, 'role' | 'hold' | 'run' | 'writeRun' | 'writeRole'>;
  /** Keeps the run as a document. */
  readonly keep: (run: Run) => Promise<void>;
  readonly now: () => Instant;
}

/**
 * State CloseRun of `failover` and `switchover`, their last. Writes the record first and closes the run after it, so a crash between the
 * two leaves an open run that a second call closes with the same record. A second call after that finds it closed and
 * answers what the first one did.
 */
export const closeRun =
  ({ objectives, ledger, keep, now }: Deps) =>
  async (steps: Steps): Promise<Report> => {
    const opened = await ledger.run(steps.claim.run);
    const isOpen = (await ledger.role()).openRun?.id === steps.claim.run;
    if (!isOpen && (opened?.outcome === 'done' || opened?.outcome === 'incomplete'))
      return reportOn(opened, steps);
    const role = await ledger.hold(steps.claim, now());
    if (!opened) throw new NotFound(`run ${steps.claim.run} has no record in the ledger`);
    const run = finished(opened, steps, objectives, now());
    await keep(run);
    await ledger.writeRun(run);
    await ledger.writeRole(closed(role));
    return reportOn(run, steps);
  };

const reportOn = ({ id, outcome, because, phases, judgements }: Run, steps: Steps): Report => {
  return { id, outcome, because, phases, judgements, remark: remarkOn(steps) };
};

function finished(opened: Run, steps: Steps, objectives: Deployment['objectives'], endedAt: Instant): Run {
  const confirmedAt = confirmedHereAt(steps);
  const because = leftUndone(steps);
  const verifiedAt = latest(steps.databases.map(({ check }) => check.at));
  return {
    ...opened,
    endedAt,
    outcome: because ? 'incomplete' : 'done',
    because,
    phases: phasesOf(opened.downSince ?? opened.detectedAt, {
      detect: opened.detectedAt,
      decide: opened.decidedAt,
      ...(opened.approvedAt !== undefined && { approve: opened.approvedAt }),
      fence: closedAt(steps),
      promote: latest(steps.databases.map(({ write }) => write.at)),
      verify: verifiedAt,
      ...scaleOf(steps, verifiedAt),
      traffic: steps.activation.at,
      confirm: confirmedAt,
    }),
    judgements: judgementsOn(opened, steps, confirmedAt, objectives),
    evidence: { ...(opened.evidence as object), steps },
  };
}

/** An answer that may have come from the region which was left confirms nothing. */
const confirmedHereAt = ({ confirmation }: Steps): Instant | undefined =>
  'from' in confirmation && confirmation.from.where === 'here' ? confirmation.at : undefined;

/** Services start beside the databases: this is what they took longer. No phase where the plan has none. */
function scaleOf({ services }: Steps, verifiedAt: Instant | undefined): Milestones {
  if ('failed' in services || verifiedAt === undefined) return { scale: undefined };
  return services.check.outcome === 'up' ? { scale: latest([verifiedAt, services.check.at]) } : {};
}
