import { type Instant, secondsBetween } from './instant';
import type { Judgement } from './objectives';

/** The parts of a failover in their order. Each ends where the next begins, so together they cover the whole time. */
export const PHASES = [
  'detect',
  'decide',
  'approve',
  'fence',
  'promote',
  'verify',
  'scale',
  'traffic',
  'confirm',
] as const;
export type PhaseName = (typeof PHASES)[number];

export interface Phase {
  readonly name: PhaseName;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly seconds: number;
}

/** The runbooks that move the active region. */
export type Workflow = 'failover' | 'switchover' | 'failback';

export type RunOutcome =
  | 'open'
  /** Everything that the run was for is done. */
  | 'done'
  /** The active region moved, and something beside it did not follow. */
  | 'incomplete'
  /** Nothing was changed. */
  | 'refused'
  /** What had been changed was undone before anything was promoted. */
  | 'abandoned'
  /** It stopped where going back is not safe; the run stays open for a person to start again. */
  | 'stuck';

/** One execution of a runbook, as the ledger and the evidence document keep it. */
export interface Run {
  readonly id: string;
  readonly workflow: Workflow;
  readonly trigger: string;
  readonly approvedBy?: string | undefined;
  /** When the run went on after a person had been asked and had approved; never, where nobody was asked. */
  readonly approvedAt?: Instant | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly detectedAt?: Instant | undefined;
  readonly decidedAt?: Instant | undefined;
  /** When the first of the bad probes was sent that made the region down. */
  readonly downSince?: Instant | undefined;
  /** Writes of at most this many seconds before the decision are missing on the promoted side. */
  readonly expectedLossSeconds?: number | undefined;
  readonly endedAt?: Instant | undefined;
  readonly outcome: RunOutcome;
  readonly because?: string | undefined;
  readonly phases?: readonly Phase[] | undefined;
  readonly judgements?: readonly Judgement[] | undefined;
  /** The situation that was decided on, and what the steps answered. */
  readonly evidence?: unknown;
}

/** What a list of runs tells of each. */
export const RUN_HEAD = [
  'id',
  'workflow',
  'trigger',
  'approvedBy',
  'from',
  'to',
  'detectedAt',
  'decidedAt',
  'endedAt',
  'outcome',
  'because',
] as const satisfies readonly (keyof Run)[];
export type RunHead = Pick<Run, (typeof RUN_HEAD)[number]>;

/** The end of each phase that took place, from the first bad probe on; `undefined` where it is not known. */
export type Milestones = Partial<Record<PhaseName, Instant | undefined>>;

/**
 * Phases from their ends. One whose end is unknown is left out together with its successor's start; one that did not take
 * place, as `approve` where nobody was asked, has no member and leaves no gap.
 */
export function phasesOf(startedAt: Instant | undefined, milestones: Milestones): readonly Phase[] {
  const took = PHASES.filter((name) => name in milestones);
  return took.flatMap((name, index) => {
    const previous = took[index - 1];
    const start = previous === undefined ? startedAt : milestones[previous];
    const end = milestones[name];
    if (start === undefined || end === undefined) return [];
    return [{ name, startedAt: start, endedAt: end, seconds: secondsBetween(start, end) }];
  });
}
