import type { Plan } from '../lib/plan/plan';
import type { Report } from './report';

export const SCENARIOS = {
  'region-loss': 'The primary region dies by SIGKILL while a client writes.',
  'lagging-replica': 'As region-loss, after replication stood still for 500 ms: writes are lost.',
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
  readonly report: () => Report;
  /** Ends everything that is left, also in the middle. */
  readonly end: () => Promise<void>;
}
