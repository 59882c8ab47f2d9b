import type { Store } from './numbered-writer';
import type { Streak } from './writable-sides';

export interface ProberSettings {
  readonly connect: () => Promise<Store>;
  readonly everyMs: number;
  /** One session for all writes, as long as it lives, or a new one for each. */
  readonly session: 'held' | 'new';
}

/** A client of one side that tries to write all along, whatever the public name says, and remembers when it could. */
export class SideProber {
  readonly #streaks: Streak[] = [];
  #unbroken = false;
  #running = true;
  #store: Store | undefined;

  constructor(private readonly settings: ProberSettings) {
    void this.#loop();
  }

  get streaks(): readonly Streak[] {
    return this.#streaks;
  }

  /** A write under way is given up: one that stands still would be waited for in vain. */
  stop(): void {
    this.#running = false;
    this.#drop();
  }

  async #loop(): Promise<void> {
    for (let number = 1; this.#running; number += 1) {
      const next = Date.now() + this.settings.everyMs;
      await this.#write(number).then(
        () => this.#acknowledged(),
        (error: Error) => this.#refused(error),
      );
      await new Promise((resume) => setTimeout(resume, Math.max(0, next - Date.now())));
    }
    this.#drop();
  }

  async #write(number: number): Promise<void> {
    this.#store ??= await this.settings.connect();
    await this.#store.write(number);
  }

  #acknowledged(): void {
    const now = Date.now();
    const last = this.#unbroken ? this.#streaks.pop() : undefined;
    this.#streaks.push({ from: last?.from ?? now, to: now, writes: (last?.writes ?? 0) + 1 });
    this.#unbroken = true;
    if (this.settings.session === 'new') this.#drop();
  }

  #refused({ message }: Error): void {
    this.#unbroken = false;
    // A replica refuses and the session lives on: it is the one that would write first after a promotion.
    const livesOn = this.settings.session === 'held' && /read-?only/i.test(message);
    if (!livesOn) this.#drop();
  }

  #drop(): void {
    this.#store?.close();
    this.#store = undefined;
  }
}
