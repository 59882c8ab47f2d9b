import type { Role } from './role';
import type { Run } from './run';

/** What the ledger knows when a failback begins. */
export interface FailbackFacts {
  /** The region that is to serve again. */
  readonly home: string;
  readonly away: string;
  readonly role: Role;
  /** The record of the run that moved the active region last. */
  readonly lastRun: Run | undefined;
  /** The record that a run of this name has left already. */
  readonly ownRun: Run | undefined;
  /** The switchover that this run ends with. */
  readonly switchoverRun: string;
  readonly approvedBy: string;
}

/**
 * `return`: home has to be rebuilt and made active. `switch-over`: that has begun, and has to end before anything else.
 * `protect`: home is active, and the other region needs its replica.
 */
export type FailbackStage = 'return' | 'switch-over' | 'protect';

/** A run that went before this one left the active region where its record says. */
const FINISHED: readonly Run['outcome'][] = ['done', 'incomplete'];

export function failbackStage({
  role,
  home,
  switchoverRun,
}: Pick<FailbackFacts, 'role' | 'home' | 'switchoverRun'>): FailbackStage {
  if (role.openRun?.id === switchoverRun) return 'switch-over';
  return role.activeRegion === home ? 'protect' : 'return';
}

/** The reason why nothing is done, or nothing. */
export function failbackBlockedBecause(facts: FailbackFacts): string | undefined {
  const { role, approvedBy, ownRun } = facts;
  if (approvedBy.trim() === '') return 'nobody approved it: expected approvedBy to name a person';
  if (ownRun && ownRun.workflow !== 'failback')
    return `run ${ownRun.id} was a ${ownRun.workflow}; expected a name of its own`;
  const stage = failbackStage(facts);
  if (stage === 'switch-over') return undefined;
  if (role.openRun)
    return `run ${role.openRun.id} to ${role.openRun.to} is open since ${role.openRun.openedAt}`;
  if (role.pausedBy) return `failover is paused by ${role.pausedBy}`;
  return stage === 'protect' ? notByThisRunBecause(facts) : nothingToReturnFromBecause(facts);
}

function nothingToReturnFromBecause({ role, away, lastRun, ownRun }: FailbackFacts): string | undefined {
  if (ownRun?.outcome === 'done') return `run ${ownRun.id} has come home before; expected a new name`;
  if (role.activeRegion !== away) return `${role.activeRegion} is active, expected ${away}`;
  if (!role.lastChange) return `no failover has finished: the ledger knows of no change of the active region`;
  if (!lastRun || !FINISHED.includes(lastRun.outcome)) {
    const state = lastRun ? `is ${lastRun.outcome}` : 'has no record';
    return `run ${role.lastChange.run}, which made ${away} active, ${state}, expected a finished failover`;
  }
  return undefined;
}

function notByThisRunBecause({ role, home, switchoverRun }: FailbackFacts): string | undefined {
  if (role.lastChange?.run === switchoverRun) return undefined;
  return `${home} is active already in epoch ${role.epoch}: without a finished failover there is nothing to come back from`;
}
