import type { Instant } from './instant';
import type { LastChange, Role } from './role';

/** Who puts a brake on or takes it off. */
export interface Person {
  readonly by: string;
  readonly at: Instant;
}

/** No failover starts until somebody resumes. One that is paused stays as it was first paused. */
export function paused(role: Role, { by, at, because }: Person & { readonly because: string }): Role {
  if (role.pausedBy) return role;
  return { ...role, version: role.version + 1, pausedBy: by, pausedAt: at, pausedBecause: because };
}

/** Ends a pause, whoever made it. */
export function resumed(role: Role, { by, at }: Person): Role {
  if (!role.pausedBy) return role;
  const { pausedBy: _by, pausedAt: _at, pausedBecause: _because, ...rest } = role;
  return { ...rest, version: role.version + 1, resumed: { by, at } };
}

/** The reason why there is nothing of this name to acknowledge, or nothing. */
export function nothingToAcknowledgeBecause(role: Role, run: string): string | undefined {
  const { lastChange, lastAbandoned } = role;
  if ([lastChange?.run, lastAbandoned?.run].includes(run)) return undefined;
  const change = lastChange
    ? `the last change was made by run ${lastChange.run} at ${lastChange.at}, not by run ${run}`
    : 'the active region was never changed';
  const undone = lastAbandoned && `run ${lastAbandoned.run} was abandoned at ${lastAbandoned.at}`;
  return undone ? `${change}; ${undone}` : change;
}

/** Ends the cool-down after what this run changed or gave up: a person has looked at it. The first who did stays the one. */
export function acknowledged(role: Role, { by, at }: Person, run: string): Role {
  const seen = { acknowledgedBy: by, acknowledgedAt: at };
  const { lastChange, lastAbandoned } = role;
  const isNews = (one?: LastChange) => one?.run === run && !one.acknowledgedBy;
  if (!isNews(lastChange) && !isNews(lastAbandoned)) return role;
  return {
    ...role,
    version: role.version + 1,
    ...(lastChange && isNews(lastChange) && { lastChange: { ...lastChange, ...seen } }),
    ...(lastAbandoned && isNews(lastAbandoned) && { lastAbandoned: { ...lastAbandoned, ...seen } }),
  };
}
