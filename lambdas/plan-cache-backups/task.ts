import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { isCacheBackup } from '../../lib/domain/cache-seeding';
import { InvalidInput } from '../../lib/domain/errors';
import type { ObjectPoint, RecoveryPoint } from '../../lib/domain/recovery-point';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { cacheOf, type Deployment, otherRegion, type Place, placeOf } from '../../lib/plan/deployment';
import type { CacheBackupJob, CheckedFile } from '../runtime/cache-backup-shapes';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly buckets: Readonly<Record<Place, string>>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints'>;
}

/**
 * State PlanCacheBackups, first of `cache-backup`, which is deployed in both regions. Changes nothing. In a region that is
 * not the active one there is nothing to do, and it says so. A second call plans the same names.
 */
export const planCacheBackups =
  ({ deployment, buckets, region, ledger }: Deps) =>
  async ({
    policy: name,
    due,
  }: z.output<typeof contract.input>): Promise<{ jobs: readonly CacheBackupJob[]; because?: string }> => {
    const policy = deployment.cacheBackups.find((candidate) => candidate.name === name);
    if (!policy) {
      const known = deployment.cacheBackups.map((one) => one.name).join(', ');
      throw new InvalidInput(`no policy ${name} of cache backups; expected one of ${known}`);
    }
    const { activeRegion, epoch } = await ledger.role();
    if (activeRegion !== region) {
      return {
        jobs: [],
        because: `${activeRegion} is the active region in epoch ${epoch}; its own schedule takes them`,
      };
    }
    const points = await ledger.recoveryPoints();
    const keptIn = (where: string) => {
      const place = placeOf(deployment, where);
      return { region: where, bucket: buckets[place], keyArn: deployment.keys[place] };
    };
    const [from, to] = [keptIn(region), keptIn(otherRegion(deployment, region))];
    const jobs = policy.caches.map((cache): CacheBackupJob => {
      const backup = snapshotName(deployment.name, cache, name, due);
      const [own, copy] = [from, to].map((place) => pointIn(place.region, points, { cache, backup }));
      return {
        cache,
        policy: name,
        name: backup,
        replicationGroup: cacheOf(deployment, cache)[placeOf(deployment, region)].replicationGroup,
        key: `caches/${cache}/${backup}.rdb`,
        from,
        to,
        recorded: !own ? 'nowhere' : !copy ? 'in its own region' : 'in both regions',
        ...(own && { own: { file: fileOf(own), takenAt: own.takenAt } }),
      };
    });
    return { jobs };
  };

const pointIn = (
  region: string,
  points: readonly RecoveryPoint[],
  { cache, backup }: { cache: string; backup: string },
): ObjectPoint | undefined =>
  points
    .filter(isCacheBackup)
    .find((point) => point.store === cache && point.id === backup && point.region === region);

const fileOf = ({ region, bucket, key, versionId, bytes, checksum }: ObjectPoint): CheckedFile => ({
  region,
  bucket,
  key,
  versionId,
  bytes,
  checksum,
});
