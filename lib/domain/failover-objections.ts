import { type Instant, secondsBetween } from './instant';
import { type DatabaseStandby, expectedLossSeconds, type Situation } from './situation';
import {
  type DetectionRules,
  regionDownSince,
  staleAfterSeconds,
  VANTAGE_POINTS_NEEDED,
  type Verdict,
  verdictsOf,
} from './verdict';

export type FailoverMode = 'automatic' | 'approval' | 'off';

export interface FailoverRules {
  readonly mode: FailoverMode;
  readonly detection: DetectionRules;
  readonly coolDownSeconds: number;
  /** The regional RPO of the database. */
  readonly rpoSeconds: number;
}

export interface Objection {
  readonly because: string;
  /** A named person may decide otherwise. What would risk two writable sides is never theirs to decide. */
  readonly approvable: boolean;
}

export function ledgerObjections(
  { role, recoveryRegion, now }: Situation,
  rules: FailoverRules,
): Objection[] {
  const objections: Objection[] = [];
  if (role.activeRegion === recoveryRegion) {
    objections.push(never(`${recoveryRegion} is already the active region in epoch ${role.epoch}`));
  }
  if (role.openRun) {
    objections.push(
      never(`run ${role.openRun.id} to ${role.openRun.to} is open since ${role.openRun.openedAt}`),
    );
  }
  if (role.pausedBy) objections.push(never(`failover is paused by ${role.pausedBy}`));
  if (role.lastChange) {
    const left = rules.coolDownSeconds - secondsBetween(role.lastChange.at, now);
    if (left > 0) {
      objections.push(
        unlessApproved(`cooling down for ${left.toFixed(0)} s after run ${role.lastChange.run}`),
      );
    }
  }
  return objections;
}

export function evidenceObjections(situation: Situation, rules: FailoverRules): Objection[] {
  const { evidence, now, databases } = situation;
  const since = regionDownSince(evidence, rules.detection, now);
  const alive = databases.flatMap((standby) => aliveObjections(standby, since, situation, rules.detection));
  if (since !== undefined) return alive;
  const seen = verdictsOf(evidence, rules.detection, now).map(
    ({ from, verdict }) => `${from} sees ${inWords(verdict)}`,
  );
  const because = `fewer than ${VANTAGE_POINTS_NEEDED} vantage points see the region down: ${seen.join(', ')}`;
  return [unlessApproved(because), ...alive];
}

/**
 * Replicating means not dead. A primary that is dead writes no heartbeat any more: its newest one is old by now. And one
 * that was fine when the first probe went bad has written since; one interval of grace covers the heartbeat under way
 * then. A primary that fell silent only later is dead all the same, once its last heartbeat is old.
 */
function aliveObjections(
  { database, lastHeartbeatAt }: DatabaseStandby,
  since: Instant | undefined,
  { now }: Situation,
  rules: DetectionRules,
): Objection[] {
  if (lastHeartbeatAt === undefined) return [];
  const age = secondsBetween(lastHeartbeatAt, now);
  const wroteAfterwards =
    since === undefined || secondsBetween(since, lastHeartbeatAt) > rules.intervalSeconds;
  if (age > staleAfterSeconds(rules) || !wroteAfterwards) return [];
  const because = `${database} still replicates: its primary wrote a heartbeat ${age.toFixed(1)} s ago`;
  return [never(`${because}; replicating means not dead, and unplanned failovers are for the dead`)];
}

export function fitnessObjections({ databases, caches }: Situation): Objection[] {
  const objections: Objection[] = [];
  if (databases.length === 0) objections.push(never('no database standby is known in the recovery region'));
  for (const { database, instanceStatus, inRecovery, replayLagBytes } of databases) {
    if (instanceStatus !== 'available') {
      objections.push(
        never(`the standby of ${database} is ${instanceStatus ?? 'unknown'}, expected available`),
      );
    }
    if (inRecovery === false)
      objections.push(never(`the standby of ${database} is not a standby: it takes writes`));
    if (inRecovery === undefined)
      objections.push(never(`whether the standby of ${database} replays is unknown`));
    if (replayLagBytes === undefined) {
      objections.push(unlessApproved(`how far the standby of ${database} has replayed is unknown`));
    } else if (replayLagBytes > 0) {
      objections.push(
        unlessApproved(`the standby of ${database} has ${replayLagBytes} received bytes left to replay`),
      );
    }
  }
  for (const { cache, memberStatus } of caches) {
    if (memberStatus !== 'associated') {
      objections.push(
        unlessApproved(`the standby of ${cache} is ${memberStatus ?? 'unknown'}, expected associated`),
      );
    }
  }
  return objections;
}

export function lossObjections(situation: Situation, { rpoSeconds }: FailoverRules): Objection[] {
  const loss = expectedLossSeconds(situation);
  if (loss === undefined) return [unlessApproved('the expected loss is unknown: no replayed heartbeat')];
  if (loss <= rpoSeconds) return [];
  return [
    unlessApproved(
      `promoting now may lose ${loss.toFixed(1)} s of writes, over the objective of ${rpoSeconds} s`,
    ),
  ];
}

export function modeObjections({ mode }: FailoverRules): Objection[] {
  if (mode === 'automatic') return [];
  if (mode === 'off')
    return [unlessApproved('the plan switches failover off: a named person has to approve')];
  return [unlessApproved('the plan asks for approval: start the run again with approvedBy set to a name')];
}

const inWords = (verdict: Verdict): string =>
  verdict.state === 'unknown' ? `unknown (${verdict.because})` : verdict.state;

const never = (because: string): Objection => ({ because, approvable: false });
const unlessApproved = (because: string): Objection => ({ because, approvable: true });
