import type { BackupWindow } from '../../lib/aws/database-backups';
import type { DatabaseInstance } from '../../lib/aws/databases';
import type { Instant } from '../../lib/domain/instant';
import type { Stretch, WindowPoint } from '../../lib/domain/recovery-point';
import { type ProviderSighting, RDS_PACE_SECONDS } from '../../lib/domain/wal-verdict';
import type { DatabaseSighting } from '../runtime/wal-shapes';

/** Where a database is looked at. */
export interface Looking {
  readonly store: string;
  readonly region: string;
  readonly now: Instant;
}

/** What came of looking: a word for the judge where one is due, and a point for the ledger where one was seen. */
export interface Looked {
  readonly sighting?: ProviderSighting | undefined;
  readonly point?: WindowPoint | undefined;
}

type Kind = keyof typeof RDS_PACE_SECONDS;

const sightingOf = (
  { store, region }: Looking,
  provider: Kind,
  seen: Pick<ProviderSighting, 'latest' | 'unknownBecause'>,
): ProviderSighting => ({
  store,
  region,
  provider,
  holes: [],
  paceSeconds: RDS_PACE_SECONDS[provider],
  ...seen,
});

const pointOf = (
  { store, region, now }: Looking,
  kind: Kind,
  { arn, windows }: Pick<WindowPoint, 'arn' | 'windows'>,
): WindowPoint => ({
  id: arn.split(':').at(-1) ?? arn,
  kind,
  store,
  region,
  arn,
  windows,
  holes: [],
  recordedAt: now,
});

const windowsOf = ({ earliest, latest }: BackupWindow): readonly Stretch[] =>
  earliest && latest && earliest <= latest ? [{ from: earliest, to: latest }] : [];

/** Until the first automated snapshot has been taken there is none; how long that takes only RDS knows. */
const noMomentBecause = ({ latest, status }: BackupWindow): string | undefined =>
  latest ? undefined : `the backups are ${status} and name no moment yet`;

/**
 * The instance's own backups. On a replica one can recover to no moment, whatever backups it takes. Their age is judged
 * only while the instance is available: RDS backs up at no other time.
 */
export function ownBackups(
  looking: Looking,
  { status, replicaSource, arn }: DatabaseInstance,
  window: BackupWindow | undefined,
): Looked {
  const kind = 'automated-backups';
  if (replicaSource || !window) {
    const sighting = replicaSource ? undefined : sightingOf(looking, kind, {});
    return { sighting, point: pointOf(looking, kind, { arn, windows: [] }) };
  }
  const unknownBecause =
    status === 'available'
      ? noMomentBecause(window)
      : `the instance is ${status}, and RDS backs up what is available`;
  return {
    sighting: sightingOf(looking, kind, { latest: window.latest, unknownBecause }),
    ...(window.latest && { point: pointOf(looking, kind, { arn, windows: windowsOf(window) }) }),
  };
}

/** What the other region's instance has replicated to here; silent where nobody has set that up. */
export function copiedBackups(looking: Looking, window: BackupWindow | undefined): Looked {
  if (!window) return {};
  const kind = 'automated-backups-copy';
  const unknownBecause = noMomentBecause(window);
  return {
    sighting: sightingOf(looking, kind, { latest: window.latest, unknownBecause }),
    ...(window.latest && {
      point: pointOf(looking, kind, { arn: window.arn, windows: windowsOf(window) }),
    }),
  };
}

/** A replica can be promoted to the last heartbeat it has replayed, and to no other moment. */
export function liveReplica(
  looking: Looking,
  { arn, replicaSource }: DatabaseInstance,
  seen: DatabaseSighting | undefined,
): Looked {
  const kind = 'live-replica';
  const unknown = (unknownBecause: string) => ({ sighting: sightingOf(looking, kind, { unknownBecause }) });
  if (!replicaSource) return { point: pointOf(looking, kind, { arn, windows: [] }) };
  if (!seen) return unknown('nobody looked into it');
  if ('unseenBecause' in seen) return unknown(seen.unseenBecause);
  const { role, lastHeartbeatAt: latest } = seen.position;
  if (role === 'primary') return unknown('it takes writes, and RDS calls it a replica: it is on its way');
  if (!latest) return unknown('it holds no heartbeat yet');
  return {
    sighting: sightingOf(looking, kind, { latest }),
    point: pointOf(looking, kind, { arn, windows: [{ from: latest, to: latest }] }),
  };
}
