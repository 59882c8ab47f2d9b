/** One write of a client: what it sent, where to, and whether that was acknowledged. */
export interface NumberedWrite {
  readonly number: number;
  readonly region: string;
  readonly sentAt: number;
  acknowledgedAt?: number;
  failure?: string;
}

/** A connection to one region's store; `write` resolves when the store has acknowledged the number. */
export interface Store {
  write(number: number): Promise<void>;
  close(): void;
}

/**
 * A client that writes 1, 2, 3 … wherever the public name leads, at a steady pace, and remembers what was acknowledged.
 * What is missing afterwards is counted against its memory, not against anything the orchestrator says.
 */
export class NumberedWriter {
  readonly writes: NumberedWrite[] = [];
  #running = false;
  #done: Promise<void> = Promise.resolve();
  #store: { readonly region: string; readonly store: Store } | undefined;

  constructor(
    private readonly everyMs: number,
    private readonly resolve: () => string,
    private readonly connect: (region: string) => Promise<Store>,
  ) {}

  start(): void {
    this.#running = true;
    this.#done = this.#loop();
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#done;
    this.#drop();
  }

  async #loop(): Promise<void> {
    for (let number = 1; this.#running; number += 1) {
      const next = Date.now() + this.everyMs;
      await this.#write(number);
      await new Promise((resume) => setTimeout(resume, Math.max(0, next - Date.now())));
    }
  }

  async #write(number: number): Promise<void> {
    const region = this.resolve();
    const write: NumberedWrite = { number, region, sentAt: Date.now() };
    this.writes.push(write);
    try {
      await (await this.#storeIn(region)).write(number);
      write.acknowledgedAt = Date.now();
    } catch (error) {
      write.failure = (error as Error).message;
      this.#drop();
    }
  }

  async #storeIn(region: string): Promise<Store> {
    if (this.#store?.region !== region) {
      this.#drop();
      this.#store = { region, store: await this.connect(region) };
    }
    return this.#store.store;
  }

  #drop(): void {
    this.#store?.store.close();
    this.#store = undefined;
  }
}
