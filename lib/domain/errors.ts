/**
 * The contract between Lambdas and machines: a machine sees nothing of an error but its name.
 *
 * *Not yet*: the world is on its way; the machine waits and calls again.
 * *Refused*: calling again changes nothing; the machine stops and tells a person.
 *
 * Names are written out because bundlers rename classes. Messages are lower case and hold the value at hand, what was
 * expected, and what to do.
 */
export abstract class NotYetError extends Error {
  readonly family = 'not-yet';
}

/** A resource is on its way to the state that was asked for. */
export class NotReady extends NotYetError {
  override readonly name = 'NotReady';
}

/** Another execution of the same run holds the lease; it expires by itself. */
export class LeaseHeld extends NotYetError {
  override readonly name = 'LeaseHeld';
}

/** Somebody else wrote the ledger's item between our read and our write: read again, decide again. */
export class LedgerBusy extends NotYetError {
  override readonly name = 'LedgerBusy';
}

/** A region or a service gave no answer. Says nothing about whether a call was carried out. */
export class Unreachable extends NotYetError {
  override readonly name = 'Unreachable';
}

/** AWS asked for patience, after the SDK's own retries. */
export class Throttled extends NotYetError {
  override readonly name = 'Throttled';
}

export abstract class RefusedError extends Error {
  readonly family = 'refused';
}

/** The decision was no. The message is the reason. */
export class FailoverBlocked extends RefusedError {
  override readonly name = 'FailoverBlocked';
}

/** What a person asked for is not done. The message is the reason. */
export class CommandRefused extends RefusedError {
  override readonly name = 'CommandRefused';
}

/** The way home is not open, or something stands where it would have to go. The message is the reason. */
export class FailbackBlocked extends RefusedError {
  override readonly name = 'FailbackBlocked';
}

/** Nothing is restored: no recovery point is as asked for, or this is not the time. The message is the reason. */
export class RestoreBlocked extends RefusedError {
  override readonly name = 'RestoreBlocked';
}

/** A recovery point could not be restored although nothing stood in its way: it is no good. */
export class RestoreFailed extends RefusedError {
  override readonly name = 'RestoreFailed';
}

/** The run no longer holds the lease it acted under. */
export class LeaseLost extends RefusedError {
  override readonly name = 'LeaseLost';
}

/** Under this run a promotion was asked for, so nothing that was closed for it may be opened again. */
export class PromotionBegun extends RefusedError {
  override readonly name = 'PromotionBegun';
}

/** The old primary could not be fenced and the plan says that then nothing may be promoted. */
export class Unfenced extends RefusedError {
  override readonly name = 'Unfenced';
}

/** Part of a run's work was done and part was not; the message names both. */
export class Incomplete extends RefusedError {
  override readonly name = 'Incomplete';
}

/** A resource reached a state that it does not leave by itself. */
export class TerminalState extends RefusedError {
  override readonly name = 'TerminalState';
}

/** AWS says that the resource does not exist. */
export class NotFound extends RefusedError {
  override readonly name = 'NotFound';
}

/** AWS says that the caller may not do this. */
export class AccessDenied extends RefusedError {
  override readonly name = 'AccessDenied';
}

/** An event, an environment or an answer does not have the shape that was agreed. */
export class InvalidInput extends RefusedError {
  override readonly name = 'InvalidInput';
}

export const NOT_YET_ERRORS = ['NotReady', 'LeaseHeld', 'LedgerBusy', 'Unreachable', 'Throttled'] as const;

export const REFUSED_ERRORS = [
  'FailoverBlocked',
  'FailbackBlocked',
  'CommandRefused',
  'RestoreBlocked',
  'RestoreFailed',
  'LeaseLost',
  'PromotionBegun',
  'Unfenced',
  'Incomplete',
  'TerminalState',
  'NotFound',
  'AccessDenied',
  'InvalidInput',
] as const;
