import type { Ledger } from '../aws/ledger';
import type { runHeadItems } from '../aws/ledger-runs';
import type { DrillRecord } from '../domain/drill-record';
import type { Instant } from '../domain/instant';
import type { RestoreRecord } from '../domain/restore-record';
import type { RunHead, RunOutcome, Workflow } from '../domain/run';

/** A run of whatever kind, as a list tells it. */
export interface Ran {
  readonly id: string;
  readonly workflow: Workflow | 'restore' | 'drill';
  /** When it decided or began; missing where its record does not say. */
  readonly at?: Instant | undefined;
  readonly endedAt?: Instant | undefined;
  /** Where it led to, or worked. */
  readonly where: string;
  readonly outcome: RunOutcome | RestoreRecord['outcome'] | DrillRecord['outcome'];
  readonly because?: string | undefined;
  readonly trigger: string;
  readonly approvedBy?: string | undefined;
}

/** Outcomes after which somebody has to look. */
const BAD: readonly Ran['outcome'][] = ['incomplete', 'stuck', 'failed', 'doubted'];
const GOOD: readonly Ran['outcome'][] = ['done', 'restored'];

export const outcomeTone = (outcome: Ran['outcome']): 'bad' | 'good' | 'unknown' =>
  BAD.includes(outcome) ? 'bad' : GOOD.includes(outcome) ? 'good' : 'unknown';

/** All that the ledger keeps, the newest first; what has no moment comes last. */
export async function allRan(
  truth: Pick<Ledger & ReturnType<typeof runHeadItems>, 'runHeads' | 'allRestores' | 'allDrills'>,
): Promise<readonly Ran[]> {
  const [runs, restores, drills] = await Promise.all([
    truth.runHeads(),
    truth.allRestores(),
    truth.allDrills(),
  ]);
  return [
    ...runs.map(fromRun),
    ...restores.map((record) => fromRecord(record, 'restore')),
    ...drills.map((record) => fromRecord(record, 'drill')),
  ].toSorted((one, other) => momentOf(other) - momentOf(one));
}

const momentOf = ({ at }: Ran): number => (at === undefined ? 0 : Date.parse(at));

const fromRun = ({
  id,
  workflow,
  trigger,
  approvedBy,
  from,
  to,
  outcome,
  because,
  ...moments
}: RunHead): Ran => ({
  id,
  workflow,
  at: moments.decidedAt ?? moments.detectedAt ?? moments.endedAt,
  endedAt: moments.endedAt,
  where: `${from ?? '?'} to ${to ?? '?'}`,
  outcome,
  because,
  trigger,
  approvedBy,
});

const fromRecord = (
  { run: id, startedAt: at, endedAt, region, outcome, because, trigger }: RestoreRecord | DrillRecord,
  workflow: 'restore' | 'drill',
): Ran => ({ id, workflow, at, endedAt, where: `in ${region}`, outcome, because, trigger });
