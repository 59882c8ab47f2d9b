import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectLocks } from '../../lib/aws/object-locks';
import { dumpKey } from '../../lib/domain/dump-name';
import { InvalidInput } from '../../lib/domain/errors';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { type Deployment, databaseOf, type Place, placeOf } from '../../lib/plan/deployment';
import { clusterName, dumpFamily } from '../../lib/plan/task-names';
import type { DumpJob } from '../runtime/dump-shapes';
import type { contract } from './contract';

interface Deps {
  readonly deployment: Deployment;
  readonly buckets: Readonly<Record<Place, string>>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role'>;
  readonly objects: ObjectHeads;
  readonly locks: Pick<ObjectLocks, 'canLock'>;
}

/**
 * State PlanDumps, first of `logical-dump`, which is deployed in both regions. Changes nothing. In a region that is not the
 * active one there is nothing to do, and it says so. A dump that lies there already is not made again: another version
 * under its key would be one that no recovery point knows.
 */
export const planDumps =
  ({ deployment, buckets, region, ledger, objects, locks }: Deps) =>
  async ({
    policy: name,
    due,
  }: z.output<typeof contract.input>): Promise<{ jobs: readonly DumpJob[]; because?: string }> => {
    const policy = deployment.dumps.find((candidate) => candidate.name === name);
    if (!policy) {
      const known = deployment.dumps.map((one) => one.name).join(', ') || 'none: the plan has no dumps';
      throw new InvalidInput(`no policy ${name} for dumps; expected one of ${known}`);
    }
    const { activeRegion, epoch } = await ledger.role();
    if (activeRegion !== region) {
      return {
        jobs: [],
        because: `${activeRegion} is the active region in epoch ${epoch}; its own schedule makes them`,
      };
    }
    const place = placeOf(deployment, region);
    const bucket = buckets[place];
    if (!(await locks.canLock(bucket))) {
      throw new InvalidInput(
        `bucket ${bucket} has no object lock, expected one where nobody can delete a dump; let the stack make it anew`,
      );
    }
    const jobOf = async (id: string): Promise<DumpJob> => {
      const { [place]: side, databaseName, orchestratorUser: user } = databaseOf(deployment, id);
      const dump = snapshotName(deployment.name, id, name, due);
      const copy = copyOf(deployment, buckets, place);
      return {
        database: id,
        policy: name,
        id: dump,
        region,
        bucket,
        key: dumpKey(dump),
        keyArn: deployment.keys[place],
        lockDays: policy.lockDays,
        isThere: (await objects.head(bucket, dumpKey(dump))) !== undefined,
        ...(copy && { copy }),
        connection: { host: side.host, port: String(side.port), databaseName, user },
        task: {
          cluster: clusterName(deployment),
          family: dumpFamily(deployment),
          subnets: [...policy.subnets[place]],
          securityGroups: [deployment.orchestratorGroups[place]],
        },
      };
    };
    return { jobs: await Promise.all(policy.databases.map(jobOf)) };
  };

/** S3 replicates from the primary's bucket alone: dumps of the time after a failover stay in the region that made them. */
const copyOf = (
  { regions, keys }: Deployment,
  buckets: Deps['buckets'],
  place: Place,
): DumpJob['copy'] | undefined =>
  place === 'primary'
    ? { region: regions.recovery, bucket: buckets.recovery, keyArn: keys.recovery }
    : undefined;
