import type { DocumentedDatabase, DocumentedDeployment, DocumentedPlace } from './documented-deployment';
import { placeIn } from './documented-deployment';
import { blocks, table, typed } from './markdown';
import {
  latestOf,
  type ObjectPoint,
  provenAt,
  type RecoveryPoint,
  type SnapshotPoint,
  type WindowPoint,
} from './recovery-point';
import { aws, quoted } from './runbook-commands';
import type { RunbookFacts } from './runbook-facts';

/** Of every store, kind and region the newest point that is not disproven. */
export function newestPoints(points: readonly RecoveryPoint[]): readonly RecoveryPoint[] {
  const newest = new Map<string, RecoveryPoint>();
  for (const point of points.filter(({ proof }) => proof?.outcome !== 'disproven')) {
    const key = [point.store, point.region, point.kind].join('#');
    const known = newest.get(key);
    if (!known || momentOf(point) > momentOf(known)) newest.set(key, point);
  }
  return [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, point]) => point);
}

/** Instants are written alike, so they sort as text; none sorts first. */
const momentOf = (point: RecoveryPoint): string => latestOf(point) ?? '';

export const pointsTable = (points: readonly RecoveryPoint[]): string =>
  table(
    ['store', 'region', 'kind', 'reaches', 'proven', 'is'],
    newestPoints(points).map((point) => [
      point.store,
      point.region,
      point.kind,
      latestOf(point) ?? 'nothing now',
      provenAt(point) ?? (point.proof ? 'no' : 'never tried'),
      'bucket' in point ? `s3://${point.bucket}/${point.key}, version ${point.versionId}` : point.arn,
    ]),
    '**The ledger knows of none.**',
  );

/** How each of the newest points is restored by hand, always beside what is live. */
export function restoreByHand({ deployment, points }: RunbookFacts): string {
  const each = newestPoints(points).map((point) => {
    const commands = restoring(deployment, point);
    return commands && blocks(`### ${point.kind} of ${point.store} in ${point.region}`, commands);
  });
  return blocks(
    '## Restore, beside what is live',
    'Under a new name, never under one of the plan. Look at the contents before anybody uses it. Points that are disproven are left out here.',
    ...each,
  );
}

function restoring(deployment: DocumentedDeployment, point: RecoveryPoint): string | undefined {
  const place = placeIn(deployment, point.region);
  if (!place) return undefined;
  const database = deployment.databases.find(({ id }) => id === point.store);
  switch (point.kind) {
    case 'snapshot':
    case 'snapshot-copy':
      return database && fromSnapshot(database, point, place);
    case 'automated-backups':
    case 'automated-backups-copy':
      return database && toMoment(database, point, place);
    case 'logical-dump':
    case 'logical-dump-copy':
      return fromDump(point);
    case 'wal-archive':
      return 'Fetch the newest base backup that began before the moment, unpack it, set `restore_command` to copy from the archive and `recovery_target_time` to the moment, create `recovery.signal`, start PostgreSQL 16.';
    case 'cache-backup':
    case 'cache-backup-copy':
      return `A new replication group with \`--snapshot-arns ${quoted(`arn:aws:s3:::${point.bucket}/${point.key}`)}\`, as in *Failover* under \`seed\`, under another name.`;
    case 'live-replica':
      return undefined;
  }
}

const asPlanned = (database: DocumentedDatabase, place: DocumentedPlace) => {
  const { subnetGroup, parameterGroup, securityGroups } = database[place];
  return {
    'db-instance-class': database.instanceClass,
    [database.multiAz ? 'multi-az' : 'no-multi-az']: true,
    'db-subnet-group-name': subnetGroup,
    'db-parameter-group-name': parameterGroup,
    'vpc-security-group-ids': securityGroups,
    // The orchestrator has no password.
    'enable-iam-database-authentication': true,
    'no-publicly-accessible': true,
    'deletion-protection': true,
  } as const;
};

const fromSnapshot = (
  database: DocumentedDatabase,
  { arn, region }: SnapshotPoint,
  place: DocumentedPlace,
): string =>
  typed(
    aws('rds restore-db-instance-from-db-snapshot', region, {
      'db-instance-identifier': `${database[place].instance}-restored`,
      'db-snapshot-identifier': arn,
      ...asPlanned(database, place),
    }),
  );

function toMoment(
  database: DocumentedDatabase,
  { kind, arn, region, windows }: WindowPoint,
  place: DocumentedPlace,
): string {
  const source =
    kind === 'automated-backups'
      ? { 'source-db-instance-identifier': database[place].instance }
      : { 'source-db-instance-automated-backups-arn': arn };
  const last = windows.at(-1);
  return blocks(
    `Between ${last?.from ?? 'an unknown moment'} and ${last?.to ?? 'an unknown moment'} when it was looked at last.`,
    typed(
      aws('rds restore-db-instance-to-point-in-time', region, {
        ...source,
        'target-db-instance-identifier': `${database[place].instance}-restored`,
        'restore-time': last?.to ?? 'the moment',
        ...asPlanned(database, place),
      }),
    ),
  );
}

const fromDump = ({ bucket, key, versionId, region, checksum }: ObjectPoint): string =>
  blocks(
    `Into an empty database of PostgreSQL 16. Its checksum is ${checksum}.`,
    typed(
      aws('s3api get-object', region, { bucket, key, 'version-id': versionId }).concat(' dump'),
      'pg_restore --no-owner --no-privileges --exit-on-error --dbname="$EMPTY_DATABASE" dump',
    ),
  );
