import type { StoredBase } from '../../../lib/aws/base-backups';
import type { TaskOrder } from '../../../lib/aws/tasks';
import { InvalidInput, NotFound } from '../../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../../lib/domain/instant';
import type { ObjectPoint } from '../../../lib/domain/recovery-point';
import type { RestoreOrder } from '../../../lib/domain/restore-order';
import { type Deployment, databaseOf, placeOf } from '../../../lib/plan/deployment';
import { archiveServerFamily, dumpServerFamily } from '../../../lib/plan/task-names';

/** The base backups below a prefix, in any order. */
export type ArchiveBases = (
  region: string,
  folder: { readonly bucket: string; readonly prefix: string },
) => Promise<readonly StoredBase[]>;

type Server = Pick<TaskOrder, 'family' | 'environments' | 'securityGroups'>;
type Expiring = RestoreOrder & { readonly expiresAt: Instant };

/** A segment is archived when it is full, or when its time is up; an archiver that is later than this is told by `wal-check`. */
const ARCHIVED_WITHIN_SECONDS = 3600;

/** The task that restores a point: which definition, and what its containers are told. */
export async function serverOf(
  deployment: Deployment,
  order: Expiring,
  bases: ArchiveBases,
): Promise<Server> {
  const { point } = order;
  switch (point.kind) {
    case 'logical-dump':
    case 'logical-dump-copy':
      return dumpServer(deployment, order, point);
    case 'wal-archive':
      return archiveServer(deployment, order, bases);
    default:
      throw new InvalidInput(`a container restores no ${point.kind}; expected a dump or a WAL archive`);
  }
}

function dumpServer(deployment: Deployment, { region, expiresAt }: Expiring, point: ObjectPoint): Server {
  const { databaseName, orchestratorUser, ...sides } = databaseOf(deployment, point.store);
  const [algorithm, sum] = point.checksum.split(':');
  if (algorithm !== 'SHA256' || !/^[0-9a-f]{64}$/.test(sum ?? '')) {
    throw new InvalidInput(
      `dump ${point.id} is recorded with ${point.checksum}, expected SHA256: and its sum in hexadecimal digits`,
    );
  }
  return {
    family: dumpServerFamily(deployment),
    securityGroups: [sides[placeOf(deployment, region)].fenceSecurityGroup],
    environments: {
      'fetch-dump': {
        AWS_REGION: region,
        BUCKET: point.bucket,
        KEY: point.key,
        VERSION_ID: point.versionId,
        SHA256: sum ?? '',
      },
      'serve-dump': { PGUSER: orchestratorUser, PGDATABASE: databaseName, UNTIL: epochSeconds(expiresAt) },
    },
  };
}

async function archiveServer(
  deployment: Deployment,
  { region, to, expiresAt, point }: Expiring,
  bases: ArchiveBases,
): Promise<Server> {
  const archive = deployment.walArchives.find(({ id }) => id === point.store);
  if (!archive) throw new InvalidInput(`the plan has no WAL archive ${point.store}`);
  const place = placeOf(deployment, region);
  const bucket = archive.buckets[place];
  const base = await baseBefore(bases, region, { bucket, prefix: `${archive.prefix}base/`, to });
  const [database] = deployment.databases;
  if (!database) throw new InvalidInput('a plan has at least one database');
  return {
    family: archiveServerFamily(deployment),
    // Archives are of no database of the plan; any of its fences admits the orchestrator and nobody else.
    securityGroups: [database[place].fenceSecurityGroup],
    environments: {
      'fetch-base': { AWS_REGION: region, BUCKET: bucket, BASE_KEY: base.key },
      'fetch-wal': {
        AWS_REGION: region,
        BUCKET: bucket,
        PREFIX: `${archive.prefix}wal/`,
        WAL_UNTIL: to ? secondsAfter(to, ARCHIVED_WITHIN_SECONDS).slice(0, 19) : FOREVER,
      },
      'serve-archive': { RECOVERY_TARGET_TIME: to ? inDigits(to) : '', UNTIL: epochSeconds(expiresAt) },
    },
  };
}

/** The newest that was begun before the moment: the least to replay. */
export async function baseBefore(
  bases: ArchiveBases,
  region: string,
  { bucket, prefix, to }: { bucket: string; prefix: string; to: Instant | undefined },
): Promise<StoredBase> {
  const all = await bases(region, { bucket, prefix });
  const early = all.filter(({ at }) => to === undefined || Date.parse(at) <= Date.parse(to));
  const [newest] = early.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  if (newest) return newest;
  const which = to ? `of ${all.length} is from before ${to}` : 'is there';
  throw new NotFound(`no base backup below ${bucket}/${prefix} ${which}; WAL alone recovers nothing`);
}

/** Sorts behind every time that S3 tells. */
const FOREVER = '9999';

const epochSeconds = (moment: Instant): string => String(Math.floor(Date.parse(moment) / 1000));

/** When PostgreSQL reads its settings it knows no zone by name yet, not even Z. */
const inDigits = (moment: Instant): string => moment.replace(/Z$/, '+00');
