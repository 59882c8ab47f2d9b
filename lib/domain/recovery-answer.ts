import type { Instant } from './instant';
import { type Experience, experienceWith } from './recovery-experience';
import { type Considered, gapsIn, newestOfEachKind } from './recovery-gaps';
import { LOSSES, type Loss, nameOf, offerOf, type Standing, type UsableOffer } from './recovery-offer';
import type { PointKind, RecoveryPoint } from './recovery-point';
import { type ProtectedStore, rpoVerdict, rtoVerdict, type Verdict } from './recovery-verdicts';

/** One way to recover a store now. */
export interface RecoveryWay extends Experience {
  readonly kind: PointKind;
  readonly id: string;
  readonly region: string;
  readonly to: Instant;
  /** By the last look. */
  readonly lossSeconds: number;
  /** If what moves on has stood still since it was looked at. */
  readonly lossAtMostSeconds: number;
}

export interface CaseAnswer {
  readonly loss: Loss;
  /** Missing: nothing is known to recover from. */
  readonly way?: RecoveryWay | undefined;
  readonly rpo: Verdict;
  readonly rto: Verdict;
  /** A sentence for everything that might have been better and cannot be counted on. */
  readonly missing: readonly string[];
}

export interface StoreAnswer {
  readonly store: string;
  readonly component: ProtectedStore['component'];
  readonly cases: readonly CaseAnswer[];
}

/** What to recover from, if it had to be now. */
export interface RecoveryAnswer {
  readonly at: Instant;
  readonly activeRegion: string;
  readonly stores: readonly StoreAnswer[];
}

type Judged = Required<Pick<CaseAnswer, 'rpo' | 'rto'>> & { readonly way: RecoveryWay };

/** The answer for each store in each case. @param points of all stores, as the ledger has them */
export const recoveryAnswer = (
  stores: readonly ProtectedStore[],
  points: readonly RecoveryPoint[],
  standing: Standing,
): RecoveryAnswer => ({
  at: standing.now,
  activeRegion: standing.activeRegion,
  stores: stores.map((store) => {
    const own = points.filter((point) => point.store === store.id);
    const cases = LOSSES.map((loss) => {
      const considered = own.map((point) => ({ point, offer: offerOf(point, loss, standing) }));
      return { loss, ...answered(store, considered) };
    });
    return { store: store.id, component: store.component, cases };
  }),
});

function answered(store: ProtectedStore, considered: readonly Considered[]): Omit<CaseAnswer, 'loss'> {
  const points = considered.map(({ point }) => point);
  const [best] = considered
    .flatMap(({ point, offer }) => (offer.state === 'usable' ? [{ point, offer }] : []))
    .map(({ point, offer }) => {
      const way = wayOf(point, offer, experienceWith(point, points));
      return { way, rpo: rpoVerdict(store, offer), rto: rtoVerdict(store, way) };
    })
    .toSorted(bestFirst);
  const [doubt] = newestOfEachKind(considered.filter(({ offer }) => offer.state === 'unknown'));
  if (!best) {
    const none: Verdict = doubt
      ? { judged: 'unknown', because: doubt }
      : { judged: 'missed', because: `nothing of ${store.id} can be recovered` };
    return { rpo: none, rto: none, missing: gapsIn(store.id, considered) };
  }
  return {
    ...best,
    // Another way, of which too little is known, may be within the objective where this one is not.
    rpo: best.rpo.judged === 'missed' && doubt ? { judged: 'unknown', because: doubt } : best.rpo,
    missing: gapsIn(store.id, considered, best.way.to),
  };
}

const wayOf = (
  { kind, id, region }: RecoveryPoint,
  { to, lossSeconds, lossAtMostSeconds }: UsableOffer,
  experience: Experience,
): RecoveryWay => ({ kind, id, region, to, lossSeconds, lossAtMostSeconds, ...experience });

/** What is known to meet both objectives; else what loses least, then what is quickest. Names decide the rest. */
function bestFirst(one: Judged, other: Judged): number {
  const { way: a } = one;
  const { way: b } = other;
  const longest = Number.MAX_VALUE;
  return (
    Number(meetsBoth(other)) - Number(meetsBoth(one)) ||
    a.lossSeconds - b.lossSeconds ||
    (a.usableSeconds ?? longest) - (b.usableSeconds ?? longest) ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  );
}

const meetsBoth = ({ rpo, rto }: Judged): boolean => rpo.judged === 'met' && rto.judged === 'met';
