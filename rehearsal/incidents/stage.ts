import type { Client } from '../client';
import type { ReplicationWatch } from '../course/replication-watch';
import type { SeenProbes } from '../course/seen-probes';
import type { DoneStep } from '../progress';
import type { RunningTask } from '../region';
import type { Check } from '../report';
import type { Say, ScenarioSettings } from '../scenario';
import type { Schedules } from '../schedules';
import type { SplitBrainChecker } from '../split-brain-checker';
import type { Surroundings } from '../surroundings';
import type { World } from '../world';
import type { Findings } from './findings';

/** What every act of a scenario works on, and what it leaves for the ones after it. */
export interface Stage {
  readonly settings: ScenarioSettings;
  readonly startedAt: number;
  readonly world: World;
  readonly client: Client;
  readonly checker: SplitBrainChecker;
  /** Ended with the rehearsal. */
  readonly schedules: Schedules[];
  /** The starts of failovers by the alarm that nobody has waited for yet. */
  readonly alarms: { readonly name: string; readonly started: Promise<unknown> }[];
  readonly say: Say;
  readonly surroundings: Surroundings;
  readonly replication: ReplicationWatch;
  readonly probes: SeenProbes;
  /** The steps that are done. */
  readonly steps: readonly DoneStep[];
  /** What happened in between, in milliseconds. */
  readonly moments: { readonly at: number; readonly what: string }[];
  readonly checks: Check[];
  readonly found: Partial<Findings>;
  /** Called when a task of a failover, switchover or failback is about to run. */
  onTask: (task: RunningTask) => void | Promise<void>;
}

/** One thing that is done in a scenario. Answers with what came of it. */
export interface Act {
  readonly title: string;
  readonly run: (stage: Stage) => Promise<string>;
}

/** Looks at what came of it all. */
export type Look = (stage: Stage) => Promise<Check> | Check;

export const check = (title: string, held: boolean, found: string): Check => ({
  title,
  outcome: held ? 'held' : 'failed',
  found,
});

/** Looks, remembers what was seen, and says it. */
export const see = (title: string, ...looks: readonly Look[]): Act => ({
  title,
  run: async (stage) => {
    const seen = await Promise.all(looks.map(async (look) => look(stage)));
    stage.checks.push(...seen);
    return seen.map(({ title: what, outcome }) => `${what} ${outcome}`).join(', ');
  },
});

export const act = (title: string, run: Act['run']): Act => ({ title, run });
