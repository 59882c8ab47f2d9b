import type { NumberedWrite } from '../numbered-writer';

/** What a client's numbered writes say when all is over. Times in seconds. */
export interface CountedLoss {
  readonly acknowledged: number;
  /** Acknowledged, and missing on the side that serves in the end. */
  readonly lost: number;
  /** From the first lost write to the last one. */
  readonly lostSeconds: number;
  /** The longest time in which no write was acknowledged. */
  readonly longestGapSeconds: number;
}

export function countedLoss(writes: readonly NumberedWrite[], surviving: ReadonlySet<number>): CountedLoss {
  const moments: number[] = [];
  const lost: number[] = [];
  for (const { number, acknowledgedAt } of writes) {
    if (acknowledgedAt === undefined) continue;
    moments.push(acknowledgedAt);
    if (!surviving.has(number)) lost.push(acknowledgedAt);
  }
  const gaps = moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
  return {
    acknowledged: moments.length,
    lost: lost.length,
    lostSeconds: ((lost.at(-1) ?? 0) - (lost[0] ?? 0)) / 1000,
    longestGapSeconds: gaps.reduce((longest, gap) => Math.max(longest, gap), 0) / 1000,
  };
}
