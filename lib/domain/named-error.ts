import {
  AccessDenied,
  CommandRefused,
  Incomplete,
  InvalidInput,
  LeaseHeld,
  LeaseLost,
  LedgerBusy,
  NotFound,
  NotReady,
  TerminalState,
  Throttled,
  Unfenced,
  Unreachable,
} from './errors';

const BY_NAME: ReadonlyMap<string, new (message: string) => Error> = new Map(
  Object.entries({
    AccessDenied,
    CommandRefused,
    Incomplete,
    InvalidInput,
    LeaseHeld,
    LeaseLost,
    LedgerBusy,
    NotFound,
    NotReady,
    TerminalState,
    Throttled,
    Unfenced,
    Unreachable,
  }),
);

/** The error that a machine told of by its name, so that whoever called the machine is answered as by a task. */
export function errorNamed(name: string, message: string): Error {
  const Named = BY_NAME.get(name);
  return Named ? new Named(message) : new Error(`${name}: ${message}`);
}
