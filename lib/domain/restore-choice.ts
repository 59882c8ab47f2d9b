import { type Instant, instant, secondsBetween } from './instant';
import { isMoment, provenAt, type RecoveryPoint } from './recovery-point';
import { reachOf } from './restore-reach';

/** What a person asks for, about one store in one region. */
export interface RestoreRequest {
  readonly store: string;
  readonly region: string;
  readonly kind?: RecoveryPoint['kind'] | undefined;
  /** The id of a point: this one, proven or not. */
  readonly point?: string | undefined;
  /** Missing: as far as it goes. */
  readonly to?: Instant | undefined;
}

export type RestoreChoice =
  | {
      readonly outcome: 'chosen';
      readonly point: RecoveryPoint;
      /** The moment to ask the restore for; missing: all that the point has. */
      readonly to?: Instant | undefined;
      /** Why this one, in a sentence. */
      readonly because: string;
    }
  | { readonly outcome: 'refused'; readonly because: string };

interface Candidate {
  readonly point: RecoveryPoint;
  /** The moment that it would bring back. */
  readonly moment: Instant;
}

/**
 * The point to restore a store from, or why none will do. Of those that reach the moment asked for, a proven one comes
 * before an unproven one, then the one that loses least, then the one that was restored fastest, then the one that was proven last.
 */
export function restoreChoice(
  points: readonly RecoveryPoint[],
  request: RestoreRequest,
  now: Instant,
): RestoreChoice {
  const blocked = requestBlockedBecause(points, request, now);
  if (blocked) return refused(blocked);
  const asked = points.filter((point) => isAskedFor(point, request));
  const judged = asked.map((point) => ({ point, reach: reachOf(point, { ...request, now }, asked) }));
  const reaching = judged.flatMap(({ point, reach }): Candidate[] =>
    reach.outcome === 'reaches' ? [{ point, moment: reach.moment }] : [],
  );
  if (reaching.length === 0) {
    const reasons = judged.flatMap(({ point, reach }) =>
      reach.outcome === 'does not' ? [`${spelled(point)}: ${reach.because}`] : [],
    );
    return refused(
      `no point of ${request.store} in ${request.region} reaches ${request.to ?? 'any moment'}: ${reasons.join('; ')}`,
    );
  }
  const trusted = request.point ? reaching : reaching.filter(({ point }) => !isDisproven(point));
  const [best, ...others] = trusted.toSorted(inOrder);
  if (!best) return refused(allDisproven(reaching, request));
  const to = isMoment(best.point) ? undefined : request.to;
  return { outcome: 'chosen', point: best.point, to, because: inWords(best, others, request) };
}

/** The reason why a request cannot be met whatever the points can do, or nothing. */
function requestBlockedBecause(
  points: readonly RecoveryPoint[],
  { store, region, kind, point: id, to }: RestoreRequest,
  now: Instant,
): string | undefined {
  // Not `< 0`: a time that cannot be read is no number, and is not past.
  if (to && !(secondsBetween(to, now) >= 0))
    return `${to} lies in the future: it is ${now}; ask for a moment before that, or for latest`;
  const own = points.filter((point) => point.store === store);
  if (own.length === 0) {
    return `the ledger has no recovery point of ${store}; it has some of ${listed(points.map((one) => one.store))}`;
  }
  const here = own.filter((point) => point.region === region);
  if (here.length === 0) {
    return `no recovery point of ${store} lies in ${region}; start this in ${listed(own.map((one) => one.region))}`;
  }
  const named = id === undefined ? here : here.filter((point) => point.id === id);
  if (named.length === 0)
    return `no recovery point of ${store} in ${region} is called ${id}; expected one of ${listed(here.map((one) => one.id))}`;
  const ofKind = kind === undefined ? named : named.filter((point) => point.kind === kind);
  if (ofKind.length === 0) {
    return `no recovery point of ${store} in ${region} is of kind ${kind}; there are ${listed(named.map((one) => one.kind))}`;
  }
  if (ofKind.every((point) => point.kind === 'live-replica')) {
    return `of ${store} in ${region} there is the live replica alone, which a failover promotes; it cannot be restored beside itself`;
  }
  return undefined;
}

const isAskedFor = (point: RecoveryPoint, { store, region, kind, point: id }: RestoreRequest): boolean =>
  point.store === store &&
  point.region === region &&
  point.kind !== 'live-replica' &&
  (kind === undefined || point.kind === kind) &&
  (id === undefined || point.id === id);

const isDisproven = ({ proof }: RecoveryPoint): boolean => proof?.outcome === 'disproven';

const inOrder = (a: Candidate, b: Candidate): number =>
  Number(provenAt(a.point) === undefined) - Number(provenAt(b.point) === undefined) ||
  secondsBetween(a.moment, b.moment) ||
  fastness(a.point) - fastness(b.point) ||
  provenLast(a.point, b.point) ||
  (spelled(a.point) < spelled(b.point) ? -1 : 1);

const provenLast = (a: RecoveryPoint, b: RecoveryPoint): number =>
  secondsBetween(provenAt(a) ?? NEVER, provenAt(b) ?? NEVER);

const NEVER: Instant = instant(new Date(0));

/** A restore of unknown length may take any time. Not Infinity: two of these make no number. */
const fastness = (point: RecoveryPoint): number =>
  (provenAt(point) ? point.proof?.usableSeconds : undefined) ?? Number.MAX_SAFE_INTEGER;

function inWords({ point, moment }: Candidate, others: readonly Candidate[], { to }: RestoreRequest): string {
  const proven = provenAt(point);
  const { proof } = point;
  const trust = proven
    ? `proven at ${proven}${proof?.usableSeconds === undefined ? '' : `, usable ${proof.usableSeconds} s after it was asked for`}`
    : isDisproven(point)
      ? `disproven at ${proof?.at} (${proof?.because ?? 'nobody said why'}) and restored because it was named`
      : 'not proven yet';
  const gap = to === undefined ? 0 : secondsBetween(moment, to);
  const short = gap > 0 ? `, ${gap} s before the moment asked for` : '';
  const [newer] = others.filter((other) => secondsBetween(moment, other.moment) > 0).toSorted(byMoment);
  const passed = newer ? `; ${spelled(newer.point)} reaches ${newer.moment} and is not proven` : '';
  return `${spelled(point)} brings ${point.store} back to ${moment}${short}; it is ${trust}${passed}`;
}

const byMoment = (a: Candidate, b: Candidate): number => secondsBetween(a.moment, b.moment);

function allDisproven(reaching: readonly Candidate[], { store, region }: RestoreRequest): string {
  const each = reaching.map(({ point }) => `${spelled(point)}: ${point.proof?.because ?? 'nobody said why'}`);
  return `all that would do of ${store} in ${region} is disproven; name a point to restore it all the same (${each.join('; ')})`;
}

const refused = (because: string): RestoreChoice => ({ outcome: 'refused', because });
const spelled = ({ kind, id }: RecoveryPoint): string => `${kind} ${id}`;
const listed = (names: readonly string[]): string => [...new Set(names)].sort().join(', ') || 'nothing';
