import type { AskedForApproval } from '../../lib/domain/approval';
import { type Instant, latest, secondsAfter, secondsBetween } from '../../lib/domain/instant';
import type { RecoveryAnswer } from '../../lib/domain/recovery-answer';
import type { LastChange, Role } from '../../lib/domain/role';
import type { Run } from '../../lib/domain/run';
import { regionDownSince, verdictsOf } from '../../lib/domain/verdict';
import { deploymentOf, failoverRules, otherRegion } from '../../lib/plan/deployment';
import type { Plan } from '../../lib/plan/plan';
import type { Truth } from '../command/read-ledger';
import { type PointSummary, summariesOf } from './point-summary';
import { allRan, type Ran } from './ran';
import { cacheReplication, databaseReplication, type Replication } from './replication';

/** Everything that one screen tells, as data. What is not in the ledger is not in here either. */
export interface Status {
  readonly at: Instant;
  readonly deployment: string;
  readonly regions: Plan['regions'];
  readonly mode: Plan['failover']['mode'];
  readonly notify: string;
  readonly role: Role;
  /** Where the role would go. */
  readonly standby: string;
  /** Until then no failover starts by itself; missing: it may. */
  readonly coolingUntil?: Instant | undefined;
  /** The record of the run that is open. */
  readonly openRun?: Run | undefined;
  /** Who waits for a person's word. */
  readonly waiting: readonly AskedForApproval[];
  /** What each vantage point says of the primary region. */
  readonly seen: ReturnType<typeof verdictsOf>;
  readonly downSince?: Instant | undefined;
  readonly replication: readonly Replication[];
  readonly answer?: RecoveryAnswer | undefined;
  readonly points: readonly PointSummary[];
  readonly lastRuns: readonly Ran[];
}

export type StatusLedger = Pick<
  Truth,
  | 'role'
  | 'run'
  | 'evidence'
  | 'heartbeats'
  | 'answer'
  | 'recoveryPoints'
  | 'allRequests'
  | 'runHeads'
  | 'allRestores'
  | 'allDrills'
>;

/** As many as show what happened tonight, and leave room for the rest of the screen. */
const RUNS_SHOWN = 4;

export async function readStatus(truth: StatusLedger, plan: Plan, now: () => Instant): Promise<Status> {
  const [role, evidence, answer, points, requests, ran] = await Promise.all([
    truth.role(),
    truth.evidence(),
    truth.answer(),
    truth.recoveryPoints(),
    truth.allRequests(),
    allRan(truth),
  ]);
  const deployment = deploymentOf(plan);
  const { detection, coolDownSeconds } = failoverRules(deployment);
  const standby = otherRegion(plan, role.activeRegion);
  const [record, openRun] = await Promise.all([
    truth.heartbeats(standby),
    role.openRun ? truth.run(role.openRun.id) : undefined,
  ]);
  const at = now();
  const watched = { standby, record, points, rules: detection, now: at };
  return {
    at,
    deployment: plan.name,
    regions: plan.regions,
    mode: plan.failover.mode,
    notify: plan.notify,
    role,
    standby,
    coolingUntil: coolingUntil(role, coolDownSeconds, at),
    openRun,
    waiting: requests.filter((request) => waits(request, at)),
    seen: verdictsOf(evidence, detection, at),
    downSince: regionDownSince(evidence, detection, at),
    replication: [
      ...plan.databases.map(({ id }) => databaseReplication(id, watched)),
      ...plan.caches.map(({ id }) => cacheReplication(id)),
    ],
    answer,
    points: summariesOf(points),
    lastRuns: ran.slice(0, RUNS_SHOWN),
  };
}

const waits = ({ answered, expiresAt }: AskedForApproval, now: Instant): boolean =>
  answered === undefined && secondsBetween(now, expiresAt) > 0;

function coolingUntil(role: Role, coolDownSeconds: number, now: Instant): Instant | undefined {
  const endOf = (change: LastChange | undefined) =>
    change && !change.acknowledgedBy ? [secondsAfter(change.at, coolDownSeconds)] : [];
  const end = latest([...endOf(role.lastChange), ...endOf(role.lastAbandoned)]);
  return end !== undefined && secondsBetween(now, end) > 0 ? end : undefined;
}
