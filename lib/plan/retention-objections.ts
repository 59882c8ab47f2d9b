import type { Plan, SnapshotPolicy } from './plan';
import type { PlanObjection } from './plan-objection';

const HOUR = 3600;
const DAY = 24 * HOUR;
const UNITS = { minute: 60, hour: HOUR, day: DAY } as const;

/**
 * A tier whose next one says the same: with at most one snapshot in the slot of the next tier, both keep the same ones,
 * and the name of the shorter promises snapshots that nobody takes. The longest month has 31 days.
 */
const SHORTER_THAN = [
  { tier: 'hourly', next: 'daily', slotOfNext: DAY },
  { tier: 'daily', next: 'weekly', slotOfNext: 7 * DAY },
  { tier: 'weekly', next: 'monthly', slotOfNext: 31 * DAY },
] as const;

/** Tiers that a policy's schedule cannot fill. Only `rate(…)` tells its interval; a cron is taken as it is. */
export const retentionObjections = (
  plan: Pick<Plan, 'policies' | 'dumps' | 'cacheBackups'>,
): readonly PlanObjection[] =>
  (['policies', 'dumps', 'cacheBackups'] as const).flatMap((section) =>
    plan[section].flatMap((policy, at) =>
      unfillableTiers(policy).map(({ tier, next }) => ({
        path: [section, at, 'retain', tier],
        value: policy.retain[tier],
        expected: `expected 0, or a schedule that fires more often than ${policy.schedule}: use ${next} for these`,
      })),
    ),
  );

function unfillableTiers({ schedule, retain }: Pick<SnapshotPolicy, 'schedule' | 'retain'>) {
  const interval = intervalOf(schedule);
  return SHORTER_THAN.filter(({ tier, slotOfNext }) => retain?.[tier] > 0 && interval >= slotOfNext);
}

/** Seconds between two firings; no number when the schedule does not tell. */
function intervalOf(schedule: SnapshotPolicy['schedule']): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
