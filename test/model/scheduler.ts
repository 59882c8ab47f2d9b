/** Numbers that look random and are the same for the same seed: a schedule that failed can be walked again. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Parked {
  readonly actor: string;
  readonly resume: () => void;
}

/** More than any task awaits between two calls to the world. Cheaper by far than a turn of the event loop. */
const HOPS = 16;

async function settled(): Promise<void> {
  for (let hop = 0; hop < HOPS; hop += 1) await Promise.resolve();
}

const idle = (): Promise<void> => new Promise((resume) => setImmediate(resume));

/**
 * Lets one of several actors go on at a time, and chooses which by chance: whatever two of them can do to each other
 * between two calls to the world happens in some schedule.
 */
export class Scheduler {
  readonly #parked: Parked[] = [];
  readonly #stopped = new Set<string>();
  /** Who went on, in turn; what is shown of a schedule that failed. */
  readonly trace: string[] = [];

  constructor(readonly random: () => number) {}

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  oneOf<Item>(items: readonly Item[]): Item {
    return items[Math.floor(this.random() * items.length)] as Item;
  }

  /** Waits for the actor's turn. An actor that was stopped never gets another one, as after a crash. */
  turn(actor: string): Promise<void> {
    return new Promise((resume) => this.#parked.push({ actor, resume }));
  }

  stop(actor: string): void {
    this.#stopped.add(actor);
  }

  /** Gives turns until nobody waits for one. `afterEach` looks at the world whenever somebody has moved. */
  async run(afterEach: () => void, most: number): Promise<void> {
    await idle();
    for (let turns = 0; this.#parked.length > 0; turns += 1) {
      if (turns > most) throw new Error(`nothing has come to an end after ${most} turns`);
      const [next] = this.#parked.splice(Math.floor(this.random() * this.#parked.length), 1);
      if (!next || this.#stopped.has(next.actor)) continue;
      next.resume();
      await settled();
      afterEach();
      // Nobody waits: either all are done, or one of them has awaited more often than was allowed for.
      if (this.#parked.length === 0) await idle();
    }
  }
}
