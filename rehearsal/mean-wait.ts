/** A retrier of a machine, as far as its waits go. */
export interface Retrier {
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
}

/**
 * How long a retrier waits between attempts, on average over all of them: the interpreter's override knows one wait for
 * all attempts, and with this one they wait as long in sum as AWS would.
 */
export function meanWaitSeconds({
  IntervalSeconds = 1,
  MaxAttempts = 3,
  BackoffRate = 2,
  MaxDelaySeconds = Number.POSITIVE_INFINITY,
}: Retrier): number {
  let sum = 0;
  for (let attempt = 0; attempt < MaxAttempts; attempt += 1) {
    sum += Math.min(IntervalSeconds * BackoffRate ** attempt, MaxDelaySeconds);
  }
  return MaxAttempts > 0 ? sum / MaxAttempts : 0;
}
