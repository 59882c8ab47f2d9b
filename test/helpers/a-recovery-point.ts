import type { Instant } from '../../lib/domain/instant';
import type { Proof, SnapshotPoint, WindowPoint } from '../../lib/domain/recovery-point';
import { at } from './at';

/** A snapshot in the primary region, named after the moment it was taken at. */
export const aRecoveryPoint = (overrides: Partial<SnapshotPoint> = {}): SnapshotPoint => {
  const takenAt: Instant = overrides.takenAt ?? at(0);
  const region = overrides.region ?? 'us-east-1';
  return {
    id: `firebackup-main-nightly-${takenAt}`,
    kind: region === 'us-east-1' ? 'snapshot' : 'snapshot-copy',
    store: 'main',
    policy: 'nightly',
    region,
    arn: `arn:aws:rds:${region}:111122223333:snapshot:${takenAt}`,
    keyArn: undefined,
    takenAt,
    recordedAt: takenAt,
    ...overrides,
  };
};

/** The word of a drill that restored a point and found all in order. */
export const provenOn = (at: Instant): Proof => ({
  outcome: 'proven',
  at,
  run: 'drill-1',
  usableSeconds: 600,
});

/** A copy in the recovery region, under that region's key. */
export const aReachableCopy = (overrides: Partial<SnapshotPoint> = {}): SnapshotPoint =>
  aRecoveryPoint({
    region: 'us-west-2',
    kind: 'snapshot-copy',
    keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
    ...overrides,
  });

/** Automated backups in the recovery region, of the hour before they were looked at. */
export const aWindow = (overrides: Partial<WindowPoint> = {}): WindowPoint => ({
  id: 'a-window',
  kind: 'automated-backups-copy',
  store: 'main',
  region: 'us-west-2',
  recordedAt: at(0),
  arn: 'arn:aws:rds:us-west-2:111122223333:auto-backup:a-window',
  windows: [{ from: at(-3600), to: at(0) }],
  holes: [],
  ...overrides,
});
