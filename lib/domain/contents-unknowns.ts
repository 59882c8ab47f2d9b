import type { RestoredContents } from './contents';
import { type Expectations, named } from './contents-doubts';
import { secondsBetween } from './instant';

/**
 * What is too little to call the contents sound, a sentence each; none: all that has to be looked at was. Every table counts:
 * the one that was not read may be the one that is damaged.
 */
export const contentsUnknownBecause = (
  restored: RestoredContents,
  expected: Expectations,
): readonly string[] => [
  ...momentUnknown(restored, expected),
  ...tablesNot(restored, 'denied').map(
    ([names, because]) =>
      `${names} may not be read by the orchestrator's user: ${because}; grant it pg_read_all_data`,
  ),
  ...tablesNot(restored, 'not read').map(([names, because]) => `${names} was not read: ${because}`),
  ...restored.checks.flatMap((one) =>
    one.outcome === 'not finished' ? [`the plan's check ${one.name} was not finished: ${one.because}`] : [],
  ),
];

/**
 * Without a heartbeat only the last commit says how far recovery came. PostgreSQL takes a damaged record for the end of the
 * WAL and opens early; a server that nobody wrote to looks the same from here, so that it is no doubt either.
 */
function momentUnknown(
  { heartbeat, lastCommitAt }: RestoredContents,
  expected: Expectations,
): readonly string[] {
  const { moment, toleranceSeconds, hasHeartbeat } = expected;
  if (heartbeat || hasHeartbeat) return [];
  if (lastCommitAt === undefined) {
    return [`it has no heartbeat and recovery replayed no commit: nothing says that it goes to ${moment}`];
  }
  const behind = secondsBetween(lastCommitAt, moment);
  // Not `>`: a time that cannot be read compares to nothing.
  if (behind <= toleranceSeconds) return [];
  return [
    `the last commit that recovery replayed is of ${lastCommitAt}, ${behind} s before ${moment}, to which it was recovered; ` +
      `expected at most ${toleranceSeconds} s: nothing was written since, or recovery ended at damaged WAL`,
  ];
}

/** The tables that one outcome came of, if there are any, with the reason of the first. */
function tablesNot(
  { tables }: RestoredContents,
  outcome: 'denied' | 'not read',
): readonly (readonly [names: string, because: string])[] {
  const those = tables.flatMap((one) => (one.outcome === outcome ? [one] : []));
  const [first] = those;
  return first ? [[named(those.map(({ table }) => table)), first.because]] : [];
}
