/** Writes of one client to one side, each acknowledged and none refused in between. Times in milliseconds. */
export interface Streak {
  readonly from: number;
  readonly to: number;
  readonly writes: number;
}

/** A time in which both sides acknowledged writes. */
export interface Overlap {
  readonly from: number;
  readonly to: number;
}

export interface WritableSides {
  /** How many sides acknowledged writes of clients at one instant, at most. */
  readonly mostAtOnce: 0 | 1 | 2;
  /** For how long both did, in all. */
  readonly bothSeconds: number;
  readonly overlaps: readonly Overlap[];
}

/** An instant is in a streak from its first acknowledgement to its last one: what lies around it proves nothing. */
export function writableSides(here: readonly Streak[], there: readonly Streak[]): WritableSides {
  const overlaps = united(here.flatMap((one) => there.flatMap((other) => common(one, other))));
  const milliseconds = overlaps.reduce((sum, { from, to }) => sum + to - from, 0);
  const anyOf = here.length + there.length > 0 ? 1 : 0;
  return { mostAtOnce: overlaps.length > 0 ? 2 : anyOf, bothSeconds: milliseconds / 1000, overlaps };
}

function common(one: Streak, other: Streak): Overlap[] {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return from <= to ? [{ from, to }] : [];
}

/** The same instants, none of them twice. */
export function united(overlaps: readonly Overlap[]): readonly Overlap[] {
  const apart: Overlap[] = [];
  for (const { from, to } of [...overlaps].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (!last || from > last.to) apart.push({ from, to });
    else apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
  }
  return apart;
}
