import type { Region } from './region';
import type { WorkflowName } from './workflow';

const MINUTE_MS = 60_000;

/** EventBridge Scheduler: starts again what is due in every minute, for as long as the region is there. */
export class Schedules {
  #running = true;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly region: Region,
    private readonly compression: number,
  ) {}

  /** A machine that loops for a minute by itself, at its real pace; the next minute begins as its next round would. */
  everyMinute(workflow: WorkflowName, intervalSeconds: number): void {
    let minute = 0;
    const start = () => {
      if (!this.#running || !this.region.alive) return;
      minute += 1;
      const input = { remaining: Math.ceil(60 / intervalSeconds), intervalSeconds };
      const { result } = this.region.start(workflow, `${workflow}-${minute}`, input);
      const next = () => this.#after(intervalSeconds * 1000, start);
      result.then(next, next);
    };
    start();
  }

  /** A function, once a minute of compressed time. Missed firings are made up for at once when a region returns. */
  functionEveryMinute(name: string, onError: (error: Error) => void): void {
    const fire = async () => {
      await this.region.invoke(name).catch(onError);
      if (!this.#running || !this.region.alive) return;
      this.#after(MINUTE_MS / this.compression, () => void fire());
    };
    void fire();
  }

  stop(): void {
    this.#running = false;
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #after(milliseconds: number, work: () => void): void {
    if (!this.#running) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
