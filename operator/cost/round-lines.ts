import { DAYS_PER_MONTH, LONG_POLL_SECONDS, POLLS_AT_ONCE } from './assumptions';
import { type CostLine, costLine } from './line';
import type { PacedRounds } from './paced-rounds';

const MONTH_SECONDS = DAYS_PER_MONTH * 86_400;

/** What lies between a schedule and the machine that goes round. */
export function roundLines({
  queue,
  pipe,
  batchesPerMonth,
  roundsPerMonth,
}: PacedRounds): readonly CostLine[] {
  // A poll that brings a round ends early, and another begins: so many polls that bring nothing are the most there can be.
  const empty = (POLLS_AT_ONCE * MONTH_SECONDS) / LONG_POLL_SECONDS;
  const rounds = Math.round(roundsPerMonth);
  return [
    costLine('SQS', `${queue.id} in ${queue.stack}`, {
      quantity: batchesPerMonth + 2 * roundsPerMonth + empty,
      price: 'queueRequests',
      because:
        `${Math.round(batchesPerMonth)} batches sent, ${rounds} rounds taken and deleted, and ${empty} polls that bring nothing ` +
        `(${POLLS_AT_ONCE} at once of ${LONG_POLL_SECONDS} s, assumed)`,
    }),
    costLine('EventBridge Pipes', `${pipe.properties.Name} in ${pipe.stack}`, {
      quantity: roundsPerMonth,
      price: 'pipeRequests',
      because: `${rounds} rounds`,
    }),
  ];
}
