/** A moment, ISO 8601 in UTC with milliseconds, as the ledger and every event write it. */
export type Instant = string;

export const instant = (date: Date): Instant => date.toISOString();

/** Seconds from one moment to another, with fractions; negative when `later` comes first. */
export const secondsBetween = (earlier: Instant, later: Instant): number =>
  (Date.parse(later) - Date.parse(earlier)) / 1000;

export const secondsAfter = (moment: Instant, seconds: number): Instant =>
  instant(new Date(Date.parse(moment) + seconds * 1000));

export const latest = (moments: readonly Instant[]): Instant | undefined =>
  moments.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(-1);

export const earliest = (moments: readonly Instant[]): Instant | undefined =>
  moments.toSorted((a, b) => Date.parse(a) - Date.parse(b)).at(0);
