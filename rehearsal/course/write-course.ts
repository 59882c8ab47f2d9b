import type { NumberedWrite } from '../numbered-writer';
import type { Span, WriteCourse } from './course';

/** Ten writes of a client at its pace: few enough to see a gap of half a second, many enough for a steady line. */
export const WRITE_SLOT_SECONDS = 0.25;

/** What a client's numbered writes look like over time. */
export function writeCourse(writes: readonly NumberedWrite[], since: (at: number) => number): WriteCourse {
  const acknowledged = writes.flatMap(({ region, acknowledgedAt }) =>
    acknowledgedAt === undefined ? [] : [{ region, at: since(acknowledgedAt) }],
  );
  const slotOf = (at: number) => Math.max(0, Math.floor(at / WRITE_SLOT_SECONDS));
  const slots = acknowledged.length === 0 ? 0 : slotOf(acknowledged.at(-1)?.at ?? 0) + 1;
  const counts = new Map<string, number[]>();
  for (const { region, at } of acknowledged) {
    const own = counts.get(region) ?? new Array<number>(slots).fill(0);
    own[slotOf(at)] = (own[slotOf(at)] ?? 0) + 1;
    counts.set(region, own);
  }
  return {
    slotSeconds: WRITE_SLOT_SECONDS,
    regions: [...counts].map(([region, own]) => ({ region, counts: own })),
    longestGap: longestGap(acknowledged.map(({ at }) => at)),
  };
}

function longestGap(moments: readonly number[]): Span | undefined {
  let longest: Span | undefined;
  for (const [index, to] of moments.entries()) {
    const from = moments[index - 1];
    if (from !== undefined && (!longest || to - from > longest.to - longest.from)) longest = { from, to };
  }
  return longest;
}
