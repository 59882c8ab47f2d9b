import { type Leap, withoutLeaps } from './course/leaps';

/** The time of a rehearsal's world: the real one, and further ahead when something long has to have passed. */
export class Clock {
  #ahead = 0;
  /** In milliseconds of the real time. */
  readonly leaps: Leap[] = [];

  readonly now = (): Date => new Date(Date.now() + this.#ahead);

  advance(seconds: number): void {
    this.leaps.push({ at: Date.now(), by: seconds * 1000 });
    this.#ahead += seconds * 1000;
  }

  /** When it was that moment, in real time. */
  realTimeOf(moment: number): number {
    return withoutLeaps(moment, this.leaps);
  }
}
