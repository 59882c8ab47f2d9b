import type { Plan } from '../lib/plan/plan';
import type { Report } from './report';
import type { World } from './world';

export const SCENARIOS = {
  'region-loss': 'The primary region dies by SIGKILL while a client writes.',
  'lagging-replica': 'As region-loss, after replication stood still for 500 ms: writes are lost.',
  'beyond-rpo': 'As region-loss, with a replica so far behind that a person has to decide.',
  'old-region-returns': 'The primary region dies, and comes back while it is failed over.',
  'two-incidents': 'The primary region dies, and right afterwards a second failover is asked for.',
  throttled: 'The primary region dies, and AWS throttles the calls of the failover.',
  ambiguous: 'The primary region dies, and an accepted promotion is never answered.',
  'partition-fence': 'The primary region is cut off but alive, and fences itself as the plan may say.',
  'partition-keep': 'The primary region is cut off but alive, and keeps serving as the plan may say.',
  'frozen-primary': 'The primary stands still, is failed over, and wakes up with open sessions.',
  'api-dead': 'Only the API dies: the role is handed over, and nothing is lost.',
  switchover: 'A person switches over while a client writes: nothing is lost.',
  'there-and-back': 'The primary region dies, is failed back to, and dies again.',
  'cache-gone': 'Only the cache dies: no reason to leave the region.',
  'slow-disk': 'The database stands still again and again, each time below the threshold.',
  flapping: 'The API goes down and comes back, again and again.',
  'ledger-cut': 'The primary region cannot reach the ledger; its database must go on.',
  backup: 'Every kind of recovery point is made, restored, checked, and damaged; then pruned.',
} as const;
export type ScenarioName = keyof typeof SCENARIOS;

/** How long replication stands still before the kill, by scenario. */
export const FROZEN_MS: Readonly<Partial<Record<ScenarioName, number>>> = { 'lagging-replica': 500 };

export interface ScenarioSettings {
  readonly scenario: ScenarioName;
  readonly plan: Plan;
  readonly compression: number;
}

/** Shown while a step runs. */
export type Say = (text: string) => void;

/** One thing that a rehearsal does. Answers with a sentence about what came of it. */
export interface Step {
  readonly title: string;
  readonly run: (say: Say) => Promise<string>;
}

/** A rehearsal as steps in their order, and the report that stands when all are done. */
export interface Rehearsal {
  readonly steps: readonly Step[];
  /** What it plays in, once that is built. */
  readonly world: World | undefined;
  readonly report: () => Report;
  /** Ends everything that is left, also in the middle. */
  readonly end: () => Promise<void>;
}
