import { type Instant, latest } from '../domain/instant';
import { latestOf, type PointKind, provenAt, type RecoveryPoint } from '../domain/recovery-point';

/** What there is of one kind, of one store, in one region. */
export interface PointSummary {
  readonly store: string;
  readonly kind: PointKind;
  readonly region: string;
  readonly count: number;
  /** The newest moment that any of them can be recovered to. */
  readonly newest?: Instant | undefined;
  /** When one of them was last proven; a point that is newer than that is not. */
  readonly lastProvenAt?: Instant | undefined;
  /** Those whose newest word is that they are no good. */
  readonly disproven: readonly { readonly id: string; readonly because?: string | undefined }[];
}

export function summariesOf(points: readonly RecoveryPoint[]): readonly PointSummary[] {
  const groups = new Map<string, RecoveryPoint[]>();
  for (const point of points) {
    const key = `${point.store} ${point.kind} ${point.region}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, group]) => summaryOf(group));
}

function summaryOf(group: readonly RecoveryPoint[]): readonly PointSummary[] {
  const [first] = group;
  if (!first) return [];
  const { store, kind, region } = first;
  return [
    {
      store,
      kind,
      region,
      count: group.length,
      newest: latest(group.map(latestOf).filter((moment) => moment !== undefined)),
      lastProvenAt: latest(group.map(provenAt).filter((moment) => moment !== undefined)),
      disproven: group.flatMap(({ id, proof }) =>
        proof?.outcome === 'disproven' ? [{ id, because: proof.because }] : [],
      ),
    },
  ];
}
