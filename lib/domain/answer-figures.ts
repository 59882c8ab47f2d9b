import { type Instant, secondsBetween } from './instant';
import type { CaseAnswer, RecoveryAnswer, RecoveryWay } from './recovery-answer';

/** An answer as figures for alarms. */
export interface AnswerFigures {
  /** Of each store that can be recovered when the active region is lost. */
  readonly lossSeconds: readonly number[];
  /** Objectives of a lost region that are missed. */
  readonly missed: number;
  /** Cases in which it is not known what can be recovered. */
  readonly unknown: number;
  /** How long each way has gone unproven. */
  readonly proofAgeSeconds: readonly number[];
  /** Ways of a kind that nobody has proven yet: as points come and go, none of them need get old. */
  readonly neverProven: number;
}

/**
 * The plan's objectives are those of a lost region. What they would say of damaged data is shown and wakes nobody: the
 * restorable time of a managed database is minutes behind whatever anybody does.
 */
export function figuresOf({ at, stores }: RecoveryAnswer): AnswerFigures {
  const all = stores.flatMap(({ cases }) => cases);
  const lost = all.filter(({ loss }) => loss === 'region lost');
  const ways = all.flatMap(({ way }) => way ?? []);
  return {
    lossSeconds: lost.flatMap(({ way }) => way?.lossSeconds ?? []),
    missed: lost.flatMap(missedIn).length,
    unknown: all.filter(({ rpo }) => rpo.judged === 'unknown').length,
    proofAgeSeconds: ways.flatMap((way) => unprovenFor(way, at) ?? []),
    neverProven: ways.filter(isNeverProven).length,
  };
}

const missedIn = ({ rpo, rto }: CaseAnswer) => [rpo, rto].filter(({ judged }) => judged === 'missed');

const isNeverProven = ({ kind, lastProvenAt }: RecoveryWay): boolean =>
  kind !== 'live-replica' && lastProvenAt === undefined;

/** A way that was never proven is as old as what it would be proven with. A replica is promoted, and no drill proves it. */
const unprovenFor = ({ kind, lastProvenAt, thereSince }: RecoveryWay, at: Instant): number | undefined => {
  const since = lastProvenAt ?? thereSince;
  return since === undefined || kind === 'live-replica' ? undefined : secondsBetween(since, at);
};
