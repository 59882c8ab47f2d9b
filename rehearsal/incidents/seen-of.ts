import type { World } from '../world';

/** What each vantage point saw last of each component, in words: for whoever waited for something else in vain. */
export async function seenOf({ ledger }: World): Promise<string> {
  const seen = await ledger.evidence();
  const points = seen.map(({ vantagePoint, streaks }) => {
    const last = new Map(streaks.map((streak) => [streak.component, streak]));
    const words = [...last.values()].map(
      ({ component, outcome, count, to }) => `${component} ${outcome} ${count} times until ${to}`,
    );
    return `${vantagePoint}: ${words.join(', ')}`;
  });
  return points.length > 0
    ? `seen at ${new Date().toISOString()}: ${points.join('; ')}`
    : 'nothing was probed';
}
