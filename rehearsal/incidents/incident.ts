import type { Plan } from '../../lib/plan/plan';
import { Progress } from '../progress';
import type { Report } from '../report';
import type { Rehearsal, ScenarioSettings, Step } from '../scenario';
import type { World } from '../world';
import { buildStage, endStage, startAll } from './build-stage';
import type { Act, Stage } from './stage';

/** A scenario: what is done, in its order, and what is said of it at the end. */
export interface Script<AReport extends Report = Report> {
  /** The plan that it wants, of the one that it is given. */
  readonly plan?: (plan: Plan) => Plan;
  readonly acts: readonly Act[];
  readonly report: (stage: Stage) => AReport;
}

/** Plays a script in a world of its own. */
export class Incident<AReport extends Report = Report> implements Rehearsal {
  #stage: Stage | undefined;
  readonly #progress = new Progress();

  constructor(
    private readonly settings: ScenarioSettings,
    private readonly script: Script<AReport>,
  ) {}

  get steps(): readonly Step[] {
    return [
      this.#progress.step('Build two regions and a witness, with a client that writes', () => this.#build()),
      ...this.script.acts.map(({ title, run }) => this.#progress.step(title, () => run(this.#live))),
    ];
  }

  get world(): World | undefined {
    return this.#stage?.world;
  }

  report(): AReport {
    return this.script.report(this.#live);
  }

  async end(): Promise<void> {
    if (this.#stage) await endStage(this.#stage);
  }

  /** Where everything of the rehearsal lies; nothing is left of it at the end. */
  get folder(): string {
    return this.#live.world.folder;
  }

  get #live(): Stage {
    if (!this.#stage) throw new Error('the regions are not built yet');
    return this.#stage;
  }

  async #build(): Promise<string> {
    const { plan } = this.settings;
    this.#stage = await buildStage(this.settings, this.script.plan?.(plan) ?? plan, this.#progress);
    return startAll(this.#stage);
  }
}
