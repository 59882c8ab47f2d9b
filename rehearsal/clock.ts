/** The time of a rehearsal's world: the real one, and further ahead when something long has to have passed. */
export class Clock {
  #ahead = 0;

  readonly now = (): Date => new Date(Date.now() + this.#ahead);

  advance(seconds: number): void {
    this.#ahead += seconds * 1000;
  }
}
