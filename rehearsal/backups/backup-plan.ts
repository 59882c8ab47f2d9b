import type { Plan, SnapshotPolicy } from '../../lib/plan/plan';

/** The policy whose snapshots the rehearsal takes, with so little to keep that three of them show what goes and what stays. */
export const REHEARSED_RETENTION: Pick<SnapshotPolicy, 'retain' | 'keepProven' | 'freshFor'> = {
  retain: { hourly: 1, daily: 0, weekly: 0, monthly: 0 },
  keepProven: 1,
  freshFor: 0,
};

/** The plan as its backups are rehearsed: little is kept of its first policy, and it has a WAL archive in any case. */
export function backupPlan(plan: Plan): Plan {
  const [policy] = plan.policies;
  if (!policy) throw new RangeError('a plan has at least one policy');
  const { primary, recovery } = plan.regions;
  return {
    ...plan,
    policies: [{ ...policy, ...REHEARSED_RETENTION }],
    walArchives:
      plan.walArchives.length > 0
        ? plan.walArchives.slice(0, 1)
        : [
            {
              id: 'archive',
              buckets: { primary: `${plan.name}-wal-${primary}`, recovery: `${plan.name}-wal-${recovery}` },
              prefix: 'main/',
              segmentMegabytes: 16,
              archiveTimeout: 60,
            },
          ],
  };
}
