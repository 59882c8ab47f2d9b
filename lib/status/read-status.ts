import type { Ledger } from '../aws/ledger';
import type { runHeadItems } from '../aws/ledger-runs';
import type { AskedForApproval } from '../domain/approval';
import type { Evidence } from '../domain/evidence';
import { lastRunOf } from '../domain/exposed-run';
import { type Instant, latest, secondsAfter, secondsBetween } from '../domain/instant';
import type { RecoveryAnswer } from '../domain/recovery-answer';
import type { LastChange, Role } from '../domain/role';
import type { Run } from '../domain/run';
import { regionDownSince, verdictsOf } from '../domain/verdict';
import { type Deployment, failoverRules, otherRegion } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { type PointSummary, summariesOf } from './point-summary';
import { allRan, type Ran } from './ran';
import { cacheReplication, databaseReplication, type Replication } from './replication';
import { type Writing, writingOf } from './writing';

/** Everything that one screen tells, as data. What is not in the ledger is not in here either. */
export interface Status {
  readonly at: Instant;
  readonly deployment: string;
  readonly regions: Plan['regions'];
  readonly mode: Plan['failover']['mode'];
  readonly notify: string;
  /** Of a lost region. */
  readonly objectives: Deployment['objectives'];
  readonly role: Role;
  /** Where the role would go. */
  readonly standby: string;
  /** Until then no failover starts by itself; missing: it may. */
  readonly coolingUntil?: Instant | undefined;
  /** The record of the run that is open. */
  readonly openRun?: Run | undefined;
  /** While none is open: what came of the one that moved the region, or was given up, last. */
  readonly lastRun?: Omit<Run, 'evidence'> | undefined;
  /** Who waits for a person's word. */
  readonly waiting: readonly AskedForApproval[];
  /** What each vantage point saw of the primary region lately. */
  readonly evidence: readonly Evidence[];
  /** What each of them says of it. */
  readonly seen: ReturnType<typeof verdictsOf>;
  readonly downSince?: Instant | undefined;
  /** What the active region says of its own databases. */
  readonly writing: readonly Writing[];
  readonly replication: readonly Replication[];
  readonly answer?: RecoveryAnswer | undefined;
  readonly points: readonly PointSummary[];
  readonly lastRuns: readonly Ran[];
}

/** What has to be known of a deployment to tell how it is. */
export type Watched = Pick<
  Deployment,
  'name' | 'regions' | 'failover' | 'probe' | 'objectives' | 'databases' | 'caches'
> &
  Pick<Plan, 'notify'>;

export type StatusLedger = Pick<
  Ledger & ReturnType<typeof runHeadItems>,
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

export async function readStatus(
  truth: StatusLedger,
  deployment: Watched,
  now: () => Instant,
): Promise<Status> {
  const [role, evidence, answer, points, requests, ran] = await Promise.all([
    truth.role(),
    truth.evidence(),
    truth.answer(),
    truth.recoveryPoints(),
    truth.allRequests(),
    allRan(truth),
  ]);
  const { detection, coolDownSeconds } = failoverRules(deployment);
  const standby = otherRegion(deployment, role.activeRegion);
  const told = lastRunOf(role);
  const [replayed, written, run] = await Promise.all([
    truth.heartbeats(standby),
    truth.heartbeats(role.activeRegion),
    told === undefined ? undefined : truth.run(told),
  ]);
  const at = now();
  const isPromoting = role.openRun?.promotingSince !== undefined;
  const watched = { standby, record: replayed, points, isPromoting, rules: detection, now: at };
  return {
    at,
    deployment: deployment.name,
    regions: deployment.regions,
    mode: deployment.failover.mode,
    notify: deployment.notify,
    objectives: deployment.objectives,
    role,
    standby,
    coolingUntil: coolingUntil(role, coolDownSeconds, at),
    ...(role.openRun ? { openRun: run } : { lastRun: run && withoutEvidence(run) }),
    waiting: requests.filter((request) => waits(request, at)),
    evidence,
    seen: verdictsOf(evidence, detection, at),
    downSince: regionDownSince(evidence, detection, at),
    writing: deployment.databases.map(({ id }) => writingOf(id, written, detection, at)),
    replication: [
      ...deployment.databases.map(({ id }) => databaseReplication(id, watched)),
      ...deployment.caches.map(({ id }) => cacheReplication(id)),
    ],
    answer,
    points: summariesOf(points),
    lastRuns: ran.slice(0, RUNS_SHOWN),
  };
}

/** Most of a record, and asked for by `run show` alone. */
const withoutEvidence = ({ evidence: _, ...rest }: Run): Omit<Run, 'evidence'> => rest;

const waits = ({ answered, expiresAt }: AskedForApproval, now: Instant): boolean =>
  answered === undefined && secondsBetween(now, expiresAt) > 0;

function coolingUntil(role: Role, coolDownSeconds: number, now: Instant): Instant | undefined {
  const endOf = (change: LastChange | undefined) =>
    change && !change.acknowledgedBy ? [secondsAfter(change.at, coolDownSeconds)] : [];
  const end = latest([...endOf(role.lastChange), ...endOf(role.lastAbandoned)]);
  return end !== undefined && secondsBetween(now, end) > 0 ? end : undefined;
}
