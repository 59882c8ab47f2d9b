/** Not a number when any of the figures is unknown: a median of the known ones would flatter. */
export function median(figures: readonly (number | undefined)[]): number {
  if (figures.includes(undefined)) return Number.NaN;
  const sorted = figures.map(Number).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
