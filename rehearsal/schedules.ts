import type { Region } from './region';
import type { WorkflowName } from './workflow';

const MINUTE_MS = 60_000;

/** What a pipe hands to the machine that it starts: a list of one message. No machine asks for anything of it. */
export const MESSAGE = [{ body: '{}' }] as const;

/** EventBridge Scheduler, and what it has started: whatever is due again and again, for as long as the region is there. */
export class Schedules {
  #running = true;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly region: Region,
    private readonly compression: number,
  ) {}

  /** A round of a machine at each interval, at its real pace, whether or not the one before is over. */
  everyInterval(workflow: WorkflowName, intervalSeconds: number): void {
    let round = 0;
    const start = () => {
      if (!this.#running || !this.region.alive) return;
      round += 1;
      const { result } = this.region.start(workflow, `${workflow}-${round}`, MESSAGE);
      // A round that fails is the next one's business, and so is one that goes with its region.
      result.catch(() => undefined);
      this.#after(intervalSeconds * 1000, start);
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
