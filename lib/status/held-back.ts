import { timeInUtc } from './moments';
import type { Status } from './read-status';

/** The reason why nothing leaves a region that is down, as far as one is known; nothing where a failover may start. */
export function heldBackBecause({
  role,
  mode,
  coolingUntil,
  lastRuns,
  downSince,
}: Status): string | undefined {
  if (role.pausedBy)
    return `${role.pausedBy} paused it${role.pausedBecause ? ` (${role.pausedBecause})` : ''}`;
  if (mode === 'off') return 'the plan switches it off';
  const [newest] = lastRuns.filter(({ workflow }) => workflow === 'failover' || workflow === 'switchover');
  // Only of this outage: what an older one was refused for says nothing of it.
  const isOfNow = newest?.at !== undefined && downSince !== undefined && newest.at >= downSince;
  if (isOfNow && newest.outcome !== 'open' && newest.because) return newest.because;
  return coolingUntil ? `cooling down until ${timeInUtc(coolingUntil)}` : undefined;
}
