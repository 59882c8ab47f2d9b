/** How a command ends, for scripts. */
export const EXIT = { fine: 0, bad: 1, badInput: 2, noAws: 3, interrupted: 130 } as const;

export const EXIT_CODES =
  'Exit codes: 0 fine; 1 the answer is bad news, a run failed, or this program broke; 2 bad input; ' +
  '3 AWS could not be reached, or refused; 130 interrupted.';

/** What somebody typed, or did not, is not what is needed. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** Somebody pressed Ctrl-C, or closed the terminal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
