import { earliest, type Instant, latest } from './instant';
import { isMoment, provenAt, type RecoveryPoint } from './recovery-point';

/** What restoring points like this one has taught: of the same store, of the same kind, in the same region. */
export interface Experience {
  readonly lastProvenAt?: Instant | undefined;
  /** From asking to checked contents, the longest that is known. */
  readonly usableSeconds?: number | undefined;
  /** The oldest moment that any of them holds: since when one could have been proven. */
  readonly thereSince?: Instant | undefined;
  /** Set when the newest word on them is that one could not be restored. */
  readonly doubtBecause?: string | undefined;
}

export function experienceWith(
  { store, kind, region }: RecoveryPoint,
  points: readonly RecoveryPoint[],
): Experience {
  const alike = points.filter((one) => one.store === store && one.kind === kind && one.region === region);
  const proven = alike.filter((one) => provenAt(one));
  const times = proven.flatMap(({ proof }) => proof?.usableSeconds ?? []);
  const tried = alike.flatMap(({ proof }) => proof ?? []);
  const lastTriedAt = latest(tried.map((proof) => proof.at));
  const failed = tried.some((proof) => proof.outcome === 'disproven' && proof.at === lastTriedAt);
  return {
    lastProvenAt: latest(proven.flatMap((one) => provenAt(one) ?? [])),
    usableSeconds: times.length > 0 ? Math.max(...times) : undefined,
    thereSince: earliest(
      alike.flatMap((one) => (isMoment(one) ? one.takenAt : (one.windows[0]?.from ?? []))),
    ),
    doubtBecause: failed
      ? `the last ${kind} that was tried in ${region}, at ${lastTriedAt}, could not be used`
      : undefined,
  };
}
