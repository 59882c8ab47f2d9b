import type { Evidence, Streak, VantagePoint } from '../../lib/domain/evidence';
import type { ProbeSpan } from './course';

type Seen = Streak & { readonly vantagePoint: VantagePoint };

/** Remembers every streak of probes that the ledger ever showed; it keeps the last few of each component only. */
export class SeenProbes {
  readonly #seen = new Map<string, Seen>();

  add(evidence: readonly Evidence[]): void {
    for (const { vantagePoint, streaks } of evidence) {
      for (const streak of streaks) {
        const { component, from } = streak;
        this.#seen.set(`${vantagePoint} ${component} ${from}`, { ...streak, vantagePoint });
      }
    }
  }

  /** @param since seconds since the rehearsal began, of a moment on the clock of the functions. */
  spans(since: (moment: number) => number): readonly ProbeSpan[] {
    return [...this.#seen.values()].map(({ vantagePoint, component, outcome, count, from, to }) => ({
      vantagePoint,
      component,
      outcome,
      count,
      from: since(Date.parse(from)),
      to: since(Date.parse(to)),
    }));
  }
}
