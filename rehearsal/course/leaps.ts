/** When a clock was put forward, and by how much, both in one unit. */
export interface Leap {
  readonly at: number;
  readonly by: number;
}

/** A moment on a clock that leaps, told on one that does not; one that was leapt over was at the leap. */
export function withoutLeaps(moment: number, leaps: readonly Leap[]): number {
  let ahead = 0;
  for (const { at, by } of leaps) {
    if (moment < at + ahead) break;
    if (moment < at + ahead + by) return at;
    ahead += by;
  }
  return moment - ahead;
}
