import { type Instant, secondsBetween } from './instant';
import type { CaseAnswer, RecoveryAnswer, RecoveryWay } from './recovery-answer';

/** An answer as figures for alarms. */
export interface AnswerFigures {
  /** Objectives of a lost region that are missed. */
  readonly missed: number;
  /** Cases in which it is not known what can be recovered. */
  readonly unknown: number;
  /** Ways that were never proven, or longer ago than drills are apart. A replica is promoted, and no drill proves it. */
  readonly unproven: number;
}

/** A week, as drills are scheduled; the alarm waits a day more before it takes one for missed. */
export const PROVEN_WITHIN_SECONDS = 7 * 86_400;

/**
 * The plan's objectives are those of a lost region. What they would say of damaged data is shown and wakes nobody: the
 * restorable time of a managed database is minutes behind whatever anybody does.
 */
export function figuresOf({ at, stores }: RecoveryAnswer): AnswerFigures {
  const all = stores.flatMap(({ cases }) => cases);
  const lost = all.filter(({ loss }) => loss === 'region lost');
  const ways = all.flatMap(({ way }) => way ?? []);
  return {
    missed: lost.flatMap(missedIn).length,
    unknown: all.filter(({ rpo }) => rpo.judged === 'unknown').length,
    unproven: ways.filter((way) => isUnproven(way, at)).length,
  };
}

const missedIn = ({ rpo, rto }: CaseAnswer) => [rpo, rto].filter(({ judged }) => judged === 'missed');

/** Of a kind that nobody has proven yet, none need get old, as points come and go. */
const isUnproven = ({ kind, lastProvenAt }: RecoveryWay, at: Instant): boolean =>
  kind !== 'live-replica' &&
  (lastProvenAt === undefined || secondsBetween(lastProvenAt, at) > PROVEN_WITHIN_SECONDS);
