import type { Say, Step } from './scenario';

/** Steps of a rehearsal, and what is said while one of them runs. */
export class Progress {
  #say: Say = () => undefined;

  readonly say: Say = (text) => this.#say(text);

  step(title: string, run: () => Promise<string>): Step {
    return {
      title,
      run: (say) => {
        this.#say = say;
        return run();
      },
    };
  }
}
