/** What Catch keeps of an error. */
export interface Caught {
  readonly Error: string;
  readonly Cause: string;
}

/**
 * The reason why an error speaks against the recovery point, or nothing: then something else stood in the way (a quota, a
 * throttle, a region that kept silent, a missing permission), and nothing is known of the point.
 */
export const pointBlamedBecause = ({ Error: name, Cause }: Caught): string | undefined =>
  name === 'RestoreFailed' ? reasonIn(Cause) : undefined;

/** An error in words, without the wrapping that Step Functions gives to what a function threw. */
export const caughtInWords = ({ Error: name, Cause }: Caught): string => `${name}: ${reasonIn(Cause)}`;

function reasonIn(cause: string): string {
  try {
    const { errorMessage } = JSON.parse(cause) as { errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : cause;
  } catch {
    return cause;
  }
}
