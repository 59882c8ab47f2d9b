import { type Instant, secondsBetween } from './instant';
import { openWindow } from './maintenance';
import { never, type Objection, unlessApproved } from './objection';
import type { LastAbandoned, LastChange } from './role';
import type { Workflow } from './run';
import type { DatabaseStandby, Situation } from './situation';
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
  /** Windows in UTC, daily as `03:00-04:00` or weekly as `sun:04:00-sun:05:00`, in which nothing is failed over by itself. */
  readonly maintenance: readonly string[];
}

export function ledgerObjections(
  { role, recoveryRegion, now }: Situation,
  rules: FailoverRules,
  workflow: Workflow,
): Objection[] {
  const objections: Objection[] = [];
  if (role.activeRegion === recoveryRegion) {
    objections.push(
      never('already-active', `${recoveryRegion} is already the active region in epoch ${role.epoch}`),
    );
  }
  if (role.openRun) {
    const { id, to, openedAt } = role.openRun;
    objections.push(never('open-run', `run ${id} to ${to} is open since ${openedAt}`));
  }
  if (role.pausedBy) {
    const since = role.pausedAt ? ` since ${role.pausedAt}` : '';
    const because = role.pausedBecause ? `: ${role.pausedBecause}` : '';
    objections.push(never('paused', `failover is paused by ${role.pausedBy}${since}${because}`));
  }
  const cooling = (after: LastChange | undefined) =>
    after && !after.acknowledgedBy ? rules.coolDownSeconds - secondsBetween(after.at, now) : 0;
  const left = cooling(role.lastChange);
  if (left > 0) {
    const because = `cooling down for ${left.toFixed(0)} s after run ${role.lastChange?.run}`;
    objections.push(unlessApproved('cool-down', because));
  }
  return [...objections, ...abandonedObjections(role.lastAbandoned, cooling(role.lastAbandoned), workflow)];
}

/**
 * A run that was given up closed the active region for a while, and what made it fail is likely to be there still: without
 * this, one would be tried and undone by the minute. One of the other kind goes another way, so it is free to try: a region
 * that could not hand its role over may be dead the next minute.
 */
function abandonedObjections(
  last: LastAbandoned | undefined,
  leftSeconds: number,
  workflow: Workflow,
): Objection[] {
  if (last?.workflow !== workflow || leftSeconds <= 0) return [];
  const because =
    `run ${last.run} (${workflow}) was abandoned at ${last.at}: no other is tried for ${leftSeconds.toFixed(0)} s, or until ` +
    'somebody acknowledges it';
  return [unlessApproved('abandoned-before', because)];
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
  return [unlessApproved('not-down', because), ...alive];
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
  return [
    never('replicates', `${because}; replicating means not dead, and unplanned failovers are for the dead`),
  ];
}

/** What mends itself inside the region, or was announced, is no loss of the region; it may last longer than it should. */
export function holdObjections(
  { now, inRegionFailovers = [] }: Situation,
  rules: FailoverRules,
): Objection[] {
  const window = openWindow(rules.maintenance, now);
  return [
    ...inRegionFailovers.map(({ database, since }) =>
      unlessApproved(
        'in-region-failover',
        `${database} fails over inside its region since ${since}, which mends it by itself`,
      ),
    ),
    ...(window ? [unlessApproved('maintenance', `the maintenance window ${window} is open`)] : []),
  ];
}

export function modeObjections({ mode }: FailoverRules): Objection[] {
  if (mode === 'automatic') return [];
  if (mode === 'off')
    return [
      unlessApproved(
        'mode',
        'the plan switches failover off: start the run again with approvedBy set to a name',
      ),
    ];
  return [unlessApproved('mode', 'the plan asks for approval: a named person has to approve')];
}

const inWords = (verdict: Verdict): string =>
  verdict.state === 'unknown' ? `unknown (${verdict.because})` : verdict.state;
