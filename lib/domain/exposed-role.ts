import { epochSeconds, type Figure, figure, sample } from './exposed-figure';
import { type Instant, latest, secondsAfter, secondsBetween } from './instant';
import type { LastChange, Role } from './role';

/** Who may serve, and what holds the next failover back. @param regions those that can serve */
export function exposedRole(
  role: Role,
  { regions, coolDownSeconds }: { regions: readonly string[]; coolDownSeconds: number },
  now: Instant,
): readonly Figure[] {
  const ends = coolDownEnds(role, coolDownSeconds, now);
  return [
    {
      name: 'firebackup_region_active',
      help: 'Whether a region is the active one.',
      samples: regions.flatMap((region) => sample({ region }, role.activeRegion === region ? 1 : 0)),
    },
    figure('firebackup_epoch', 'Grows by one with every change of the active region.', role.epoch),
    figure('firebackup_failover_paused', 'Whether a person has paused failovers.', role.pausedBy ? 1 : 0),
    figure(
      'firebackup_failover_paused_since_timestamp_seconds',
      'Since when failovers are paused.',
      role.pausedBy ? epochSeconds(role.pausedAt) : undefined,
    ),
    figure(
      'firebackup_cooling_down',
      'Whether the last change, or a run that was given up, keeps the next one waiting.',
      ends === undefined ? 0 : 1,
    ),
    figure(
      'firebackup_cool_down_ends_timestamp_seconds',
      'When it no longer does by itself.',
      epochSeconds(ends),
    ),
  ];
}

/** When the last cool-down is over that nobody has ended; nothing when none is left. */
function coolDownEnds(role: Role, coolDownSeconds: number, now: Instant): Instant | undefined {
  const cooling = (after: LastChange | undefined) =>
    after && !after.acknowledgedBy ? [secondsAfter(after.at, coolDownSeconds)] : [];
  const ends = latest([...cooling(role.lastChange), ...cooling(role.lastAbandoned)]);
  return ends !== undefined && secondsBetween(now, ends) > 0 ? ends : undefined;
}
