import type { Say, Step } from './scenario';

/** A step that was done. Times in milliseconds. */
export interface DoneStep {
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly came: string;
}

/** Steps of a rehearsal, what is said while one of them runs, and what came of those that are done. */
export class Progress {
  #say: Say = () => undefined;
  readonly done: DoneStep[] = [];

  readonly say: Say = (text) => this.#say(text);

  step(title: string, run: () => Promise<string>): Step {
    return {
      title,
      run: async (say) => {
        this.#say = say;
        const from = Date.now();
        const came = await run();
        this.done.push({ title, from, to: Date.now(), came });
        return came;
      },
    };
  }
}
