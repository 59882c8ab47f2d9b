import { durationInWords } from './duration-in-words';
import { type Instant, secondsBetween } from './instant';
import { isMoment, isSnapshot, type RecoveryPoint } from './recovery-point';

/** What may have happened: the active region is gone, or its data are wrong everywhere they were replicated to. */
export const LOSSES = ['region lost', 'data damaged'] as const;
export type Loss = (typeof LOSSES)[number];

/** Who serves when the question is asked. */
export interface Standing {
  readonly now: Instant;
  readonly activeRegion: string;
  /** The other one of the two that can serve. */
  readonly otherRegion: string;
  /** When the active region became that; missing: it always was. */
  readonly activeSince?: Instant | undefined;
}

export interface UsableOffer {
  readonly state: 'usable';
  /** The newest moment that it can be recovered to. */
  readonly to: Instant;
  /** What is lost: of a moment its age, of what moves on how far it was behind when somebody looked. */
  readonly lossSeconds: number;
  /** What is lost if it has stood still since. */
  readonly lossAtMostSeconds: number;
  /** When somebody looked at what moves on. */
  readonly seenAt?: Instant | undefined;
}

/** What a recovery point is worth in a case. */
export type Offer =
  | UsableOffer
  | { readonly state: 'unknown'; readonly because: string }
  | { readonly state: 'useless'; readonly because: string };

/**
 * Windows and replicas move on, and are looked at every five minutes: one that nobody looked at for two rounds may have
 * stopped, and how far it was behind is no answer any more. Longer, and a replica that broke keeps passing for a good one;
 * shorter, and one lost round makes everything unknown.
 */
export const LOOKED_AT_WITHIN_SECONDS = 600;

export function offerOf(point: RecoveryPoint, loss: Loss, standing: Standing): Offer {
  const because = outOfReachBecause(point, loss, standing) ?? disprovenBecause(point);
  if (because) return useless(because);
  const doubt = doubtBecause(point, loss, standing);
  if (doubt) return { state: 'unknown', because: doubt };

  const to = newestOf(point, standing);
  if (to === undefined) return useless(`${nameOf(point)} holds nothing that can be recovered now`);
  const lossAtMostSeconds = secondsBetween(to, standing.now);
  // Not `< 0`: a moment that cannot be read is no number, and is not past.
  if (!(lossAtMostSeconds >= 0))
    return useless(`${nameOf(point)} stands at ${to}, and now is ${standing.now}`);
  const movesOn = !isMoment(point) && originOf(point, standing) === standing.activeRegion;
  if (!movesOn) return { state: 'usable', to, lossSeconds: lossAtMostSeconds, lossAtMostSeconds };
  const seenAt = point.recordedAt;
  return { state: 'usable', to, lossSeconds: secondsBetween(to, seenAt), lossAtMostSeconds, seenAt };
}

export const nameOf = ({ kind, id, region }: Pick<RecoveryPoint, 'kind' | 'id' | 'region'>): string =>
  `${kind} ${id} in ${region}`;

function disprovenBecause(point: RecoveryPoint): string | undefined {
  const { proof } = point;
  if (proof?.outcome !== 'disproven') return undefined;
  return `${nameOf(point)} was disproven at ${proof.at} by ${proof.run}: ${proof.because ?? 'no reason is recorded'}`;
}

/** The reason why nobody can get at a point in this case, or why it is of no use there; or nothing. */
function outOfReachBecause(
  point: RecoveryPoint,
  loss: Loss,
  { activeRegion, otherRegion, activeSince }: Standing,
): string | undefined {
  const { region, kind } = point;
  if (region !== activeRegion && region !== otherRegion) {
    return `${nameOf(point)} lies outside ${activeRegion} and ${otherRegion}, where nothing is restored`;
  }
  if (loss === 'region lost' && region === activeRegion) return `${nameOf(point)} is lost with its region`;
  if (loss === 'region lost' && isSnapshot(point) && keyRegionOf(point.keyArn) === activeRegion) {
    return `${nameOf(point)} lies under a key that is lost with ${activeRegion}`;
  }
  if (kind === 'live-replica' && loss === 'data damaged') {
    return `${nameOf(point)} follows every write, the damaging one as well`;
  }
  if (originOf(point, { activeRegion, otherRegion }) !== activeRegion && activeSince === undefined) {
    return `${nameOf(point)} was made of ${otherRegion}, which was never active`;
  }
  return undefined;
}

/** The reason why what a point is worth cannot be told from what the ledger has, or nothing. */
function doubtBecause(point: RecoveryPoint, loss: Loss, { now, activeSince }: Standing): string | undefined {
  if (loss === 'region lost' && isSnapshot(point) && keyRegionOf(point.keyArn) !== point.region) {
    return `${nameOf(point)} lies under ${point.keyArn ?? 'a key that is not recorded'}, expected one of its region`;
  }
  if (isMoment(point)) return undefined;
  const age = secondsBetween(point.recordedAt, now);
  if (!(age >= 0 && age <= LOOKED_AT_WITHIN_SECONDS)) {
    const when = age > 0 ? `${durationInWords(age)} ago` : `at ${point.recordedAt}, and now is ${now}`;
    return `${nameOf(point)} was last looked at ${when}`;
  }
  if (point.kind === 'live-replica' && activeSince && secondsBetween(activeSince, point.recordedAt) < 0) {
    return `${nameOf(point)} was last looked at before the active region changed`;
  }
  // A clock that is ahead cannot tell how far anything lags.
  const end = point.windows.at(-1)?.to;
  if (end !== undefined && !(secondsBetween(end, point.recordedAt) >= 0)) {
    return `${nameOf(point)} ends at ${end}, after it was looked at (${point.recordedAt})`;
  }
  return undefined;
}

/**
 * The newest moment that a point has of the data that the active region serves. What was made of the other region shares
 * their history until the active region changed: a database that was left behind may have been written to since.
 */
function newestOf(point: RecoveryPoint, standing: Standing): Instant | undefined {
  const until = originOf(point, standing) === standing.activeRegion ? undefined : standing.activeSince;
  const isShared = (moment: Instant) => until === undefined || secondsBetween(moment, until) >= 0;
  if (isMoment(point)) return isShared(point.takenAt) ? point.takenAt : undefined;
  const last = point.windows.findLast(({ from }) => isShared(from));
  return last && (isShared(last.to) ? last.to : until);
}

/** The region whose data a point holds. Archives and replicas follow whoever writes. */
function originOf(
  { kind, region }: RecoveryPoint,
  { activeRegion, otherRegion }: Pick<Standing, 'activeRegion' | 'otherRegion'>,
): string {
  if (kind === 'wal-archive' || kind === 'live-replica') return activeRegion;
  if (!kind.endsWith('-copy')) return region;
  return region === activeRegion ? otherRegion : activeRegion;
}

const keyRegionOf = (keyArn: string | undefined): string | undefined => keyArn?.split(':')[3];

const useless = (because: string): Offer => ({ state: 'useless', because });
