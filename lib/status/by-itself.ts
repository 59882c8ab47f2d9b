import type { Status } from './read-status';

/** What the software does without anybody's word. */
export function byItself({ role, regions, mode, coolingUntil, standby, notify, downSince }: Status): string {
  if (role.activeRegion !== regions.primary)
    return `nothing moves the role by itself: the way home to ${standby} is a person's to start`;
  if (role.pausedBy) return 'nothing: no failover starts until somebody resumes';
  if (mode === 'off') return 'nothing: the plan switches failover off; a person has to start it';
  const from = coolingUntil ? ` from ${coolingUntil} on` : '';
  const then = mode === 'approval' ? `a run asks ${notify} before it moves` : 'a run moves';
  const seen = downSince === undefined ? `if two vantage points see ${regions.primary} down, ` : '';
  return `${seen}${then} the role to ${standby}${from}, unless something stands in the way`;
}

/** What a person may do while nothing is under way. */
export function mayInCalm({ role, regions, coolingUntil }: Status): readonly string[] {
  const after = role.lastAbandoned?.acknowledgedBy
    ? role.lastChange
    : (role.lastAbandoned ?? role.lastChange);
  return [
    ...(role.pausedBy ? ['firebackup resume'] : []),
    ...(coolingUntil && after ? [`firebackup acknowledge ${after.run}  (ends the cool-down)`] : []),
    ...(role.activeRegion === regions.primary
      ? ['firebackup failover --dry-run', 'firebackup switchover']
      : ['firebackup failback --dry-run']),
    ...(role.pausedBy ? [] : ['firebackup pause "why"']),
  ];
}
