const MINUTE_SECONDS = 60;
/** What SQS takes in one batch. */
const ROUNDS_OF_A_MINUTE = 10;

/** Machines that go round all day get the rounds of a minute in one batch: more than ten do not fit. */
export const SHORTEST_INTERVAL_SECONDS = MINUTE_SECONDS / ROUNDS_OF_A_MINUTE;

/** When the rounds of a minute begin, in seconds after the minute. Of an interval that does not divide it the last gap is shorter. */
export const roundsOfAMinute = (intervalSeconds: number): readonly number[] =>
  Array.from({ length: Math.ceil(MINUTE_SECONDS / intervalSeconds) }, (_, at) => at * intervalSeconds);
