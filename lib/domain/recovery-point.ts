import type { Instant } from './instant';

/**
 * What came of restoring a recovery point and looking at its contents. The newest one counts: a point that was proven
 * and is disproven later is disproven.
 */
export interface Proof {
  readonly outcome: 'proven' | 'disproven';
  readonly at: Instant;
  /** The run that restored it. */
  readonly run: string;
  /** Of a disproven one: what failed. */
  readonly because?: string | undefined;
  /** The moment that the restored data was found to stand at. */
  readonly recoveredTo?: Instant | undefined;
  /** From asking for the restore to checked contents, which is when it could be used. */
  readonly usableSeconds?: number | undefined;
}

interface Point {
  readonly id: string;
  /** The database, the cache or the WAL archive of the plan that it is of, by its id. */
  readonly store: string;
  readonly region: string;
  readonly recordedAt: Instant;
  /** Missing: nobody has restored it yet. */
  readonly proof?: Proof | undefined;
}

/** A moment of a store, kept by RDS. */
export interface SnapshotPoint extends Point {
  readonly kind: 'snapshot' | 'snapshot-copy';
  readonly policy: string;
  readonly arn: string;
  readonly keyArn: string | undefined;
  /** The moment whose data it holds. */
  readonly takenAt: Instant;
}

/** A moment of a store, kept as one version of one object. */
export interface ObjectPoint extends Point {
  readonly kind: 'logical-dump' | 'logical-dump-copy' | 'cache-backup' | 'cache-backup-copy';
  readonly policy: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly bytes: number;
  /** As S3 words it, algorithm first: `SHA256:…`. */
  readonly checksum: string;
  readonly takenAt: Instant;
}

/** Any moment between two, both included. */
export interface Stretch {
  readonly from: Instant;
  readonly to: Instant;
}

/** Many moments of a store. It is one point that moves on, known by what it is kept in. */
export interface WindowPoint extends Point {
  readonly kind: 'automated-backups' | 'automated-backups-copy' | 'wal-archive' | 'live-replica';
  /** Of the instance, of the replicated backups, or of the archive's bucket with its prefix. */
  readonly arn: string;
  /** In ascending order. None: nothing can be recovered from it now. */
  readonly windows: readonly Stretch[];
  /** A sentence for each hole between them. */
  readonly holes: readonly string[];
}

/** Something one can recover from. */
export type RecoveryPoint = SnapshotPoint | ObjectPoint | WindowPoint;
export type MomentPoint = SnapshotPoint | ObjectPoint;
export type PointKind = RecoveryPoint['kind'];

export const isMoment = (point: RecoveryPoint): point is MomentPoint => 'takenAt' in point;

export const isSnapshot = (point: RecoveryPoint): point is SnapshotPoint =>
  point.kind === 'snapshot' || point.kind === 'snapshot-copy';

/** The newest moment that a point can be recovered to; nothing when there is none. */
export const latestOf = (point: RecoveryPoint): Instant | undefined =>
  isMoment(point) ? point.takenAt : point.windows.at(-1)?.to;

/** When a point was proven, if the newest word on it is that it was. */
export const provenAt = ({ proof }: Pick<Point, 'proof'>): Instant | undefined =>
  proof?.outcome === 'proven' ? proof.at : undefined;
