import { type Instant, secondsAfter, secondsBetween } from './instant';
import type { Workflow } from './run';

/**
 * The one item that says who may serve: the active region, its epoch, and the run that is changing it.
 * Every transition below is pure; the ledger writes its result only if the item is still at the version that was read.
 */
export interface Role {
  readonly activeRegion: string;
  /** Grows by one with every change of the active region; the fencing token. */
  readonly epoch: number;
  /** Grows by one with every write of this item. 0: never written. */
  readonly version: number;
  readonly openRun?: OpenRun;
  readonly lease?: Lease;
  readonly pausedBy?: string;
  readonly pausedAt?: Instant;
  readonly pausedBecause?: string;
  /** Who ended the last pause. */
  readonly resumed?: { readonly by: string; readonly at: Instant };
  readonly lastChange?: LastChange;
  readonly lastAbandoned?: LastAbandoned;
}

export interface LastChange {
  readonly at: Instant;
  readonly run: string;
  /** Who looked at it and ended the cool-down early. */
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: Instant;
}

/** The run that was undone last before it promoted anything: what made it fail will make the next one fail too. */
export interface LastAbandoned extends LastChange {
  readonly workflow: Workflow;
}

export interface OpenRun {
  readonly id: string;
  readonly workflow: Workflow;
  readonly from: string;
  readonly to: string;
  /** The epoch that the decision was made in. */
  readonly epoch: number;
  readonly openedAt: Instant;
  /** When a promotion was first asked for: from then on the run cannot be abandoned. */
  readonly promotingSince?: Instant;
  /** When its lease's owner began to undo it: from then on that execution promotes nothing any more. */
  readonly undoingSince?: Instant;
}

export interface Lease {
  /** The execution that may act for the open run. */
  readonly owner: string;
  readonly expiresAt: Instant;
}

/** What a run shows to prove that it may act. */
export interface Claim {
  readonly run: string;
  readonly owner: string;
  /** The epoch that the decision was made in. */
  readonly epoch: number;
}

/**
 * How long a second execution of a crashed run waits before it may act. Steps renew the lease when less than half of it is
 * left, so it covers 60 s of silence at least, which is the longest that a step is silent (FenceRegion, 55 s while logins
 * are blocked). During a promotion of many minutes it lapses: nobody but an execution of the same run may take it then, and
 * that one finds the promotion asked for and joins it.
 */
export const LEASE_SECONDS = 120;

export const initialRole = (primaryRegion: string): Role => ({
  activeRegion: primaryRegion,
  epoch: 1,
  version: 0,
});

export type Opening =
  | { readonly outcome: 'opened'; readonly role: Role }
  | { readonly outcome: 'not-yet'; readonly because: string }
  | { readonly outcome: 'refused'; readonly because: string };

/** What a run is to change, and as which runbook. */
export interface Undertaking {
  readonly claim: Claim;
  readonly workflow: Workflow;
  readonly to: string;
}

/** Opens a run, or joins it again when it is the same run and nobody else is acting for it. */
export function openRun(role: Role, { claim, workflow, to }: Undertaking, now: Instant): Opening {
  const open = role.openRun;
  if (open && open.id !== claim.run) {
    return { outcome: 'refused', because: `run ${open.id} to ${open.to} is open since ${open.openedAt}` };
  }
  if ((open ?? role).epoch !== claim.epoch) {
    return {
      outcome: 'refused',
      because: `the epoch moved from ${claim.epoch} to ${role.epoch} since the decision; ${role.activeRegion} is active`,
    };
  }
  if (
    open &&
    role.lease &&
    role.lease.owner !== claim.owner &&
    secondsBetween(now, role.lease.expiresAt) > 0
  ) {
    return {
      outcome: 'not-yet',
      because: `${role.lease.owner} holds the lease until ${role.lease.expiresAt}`,
    };
  }
  const { activeRegion: from, epoch } = role;
  const run = open
    ? takenUp(open, role.lease?.owner === claim.owner)
    : { id: claim.run, workflow, from, to, epoch, openedAt: now };
  return { outcome: 'opened', role: written({ ...role, openRun: run, lease: newLease(claim, now) }) };
}

/** What another execution was undoing is begun anew; whoever was undoing it goes on with that, whatever still knocks. */
function takenUp({ undoingSince, ...run }: OpenRun, isOwners: boolean): OpenRun {
  return isOwners && undoingSince ? { ...run, undoingSince } : run;
}

/** The reason why a run may not act any more, or nothing. An expired lease that nobody took is still its owner's. */
export function leaseLostBecause(role: Role, claim: Claim): string | undefined {
  if (role.openRun?.id !== claim.run) {
    return `run ${claim.run} is not open (the ledger has ${role.openRun?.id ?? 'no open run'} in epoch ${role.epoch})`;
  }
  if (role.lease?.owner !== claim.owner) {
    return `the lease of run ${claim.run} belongs to ${role.lease?.owner ?? 'nobody'}, not to ${claim.owner}`;
  }
  return undefined;
}

/** The role with the lease renewed, or nothing while more than half of it is left. */
export function renewedLease(role: Role, claim: Claim, now: Instant): Role | undefined {
  const left = role.lease ? secondsBetween(now, role.lease.expiresAt) : 0;
  return left > LEASE_SECONDS / 2 ? undefined : written({ ...role, lease: newLease(claim, now) });
}

/** Makes the open run's target the active region, one epoch on; a second call changes nothing. */
export function activated(role: Role, claim: Claim, now: Instant): Role {
  if (!role.openRun || role.epoch !== claim.epoch) return role;
  return written({
    ...role,
    activeRegion: role.openRun.to,
    epoch: role.epoch + 1,
    lastChange: { at: now, run: claim.run },
  });
}

/** Notes that a promotion is about to be asked for; once is enough. */
export function promoting(role: Role, now: Instant): Role {
  if (!role.openRun || role.openRun.promotingSince) return role;
  return written({ ...role, openRun: { ...role.openRun, promotingSince: now } });
}

/** Notes that the open run is being undone; once is enough. Of this and `promoting` the first one written stands. */
export function undoing(role: Role, now: Instant): Role {
  if (!role.openRun || role.openRun.undoingSince) return role;
  return written({ ...role, openRun: { ...role.openRun, undoingSince: now } });
}

/** Ends the open run and gives the lease back. */
export function closed(role: Role): Role {
  const { openRun: _run, lease: _lease, ...rest } = role;
  return written(rest);
}

/**
 * The reason why a region must fence itself, or nothing: it is not the active one any more, or a run is taking its
 * role away. The target of an open run is left alone: its databases are promoted before the role moves.
 */
export function mustFenceBecause(role: Role, region: string): string | undefined {
  if (role.openRun?.to === region) return undefined;
  if (role.openRun?.from === region && isLeaving(role.openRun))
    return `run ${role.openRun.id} is moving the active role to ${role.openRun.to}`;
  if (role.activeRegion !== region) return `${role.activeRegion} is the active region in epoch ${role.epoch}`;
  return undefined;
}

/** Whether a region is to be open to the application: it is active, and no run is open, which may keep it closed for a while. */
export const isToBeOpen = ({ activeRegion, openRun }: Role, region: string): boolean =>
  activeRegion === region && openRun === undefined;

/** A switchover blocks writes by itself and may still undo that: until it asks for a promotion the region serves. */
const isLeaving = ({ workflow, promotingSince }: OpenRun): boolean =>
  workflow !== 'switchover' || promotingSince !== undefined;

/** Ends an open run that was undone, and keeps that it was. */
export function abandoned(role: Role, now: Instant): Role {
  if (!role.openRun) return role;
  const { id: run, workflow } = role.openRun;
  return { ...closed(role), lastAbandoned: { at: now, run, workflow } };
}

const newLease = (claim: Claim, now: Instant): Lease => ({
  owner: claim.owner,
  expiresAt: secondsAfter(now, LEASE_SECONDS),
});

const written = (role: Role): Role => ({ ...role, version: role.version + 1 });
