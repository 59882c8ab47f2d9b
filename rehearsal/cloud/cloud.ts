import { join } from 'node:path';
import { ROUTE53_REGION } from '../../lib/aws/health-checks';
import { DUMP_PREFIX } from '../../lib/domain/dump-name';
import type { Plan } from '../../lib/plan/plan';
import { walBucketsIn } from '../archives';
import type { CachePair } from '../cache-pair';
import type { Clock } from '../clock';
import type { DatabasePair } from '../database-pair';
import type { Leftovers } from '../leftovers';
import { modelCaches } from './caches';
import { computeOn } from './compute';
import { containersIn } from './containers';
import { modelDatabases } from './databases';
import { GlobalTable } from './dynamodb';
import type { Ecs } from './ecs';
import type { EcsServices } from './ecs-services';
import type { ElastiCache } from './elasticache';
import type { Operations } from './interception';
import type { Rds } from './rds';
import { Route53 } from './route53';
import { ObjectStore } from './s3';
import { ec2Operations, type SecurityGroupRules } from './security-group-rules';
import type { VersionedBucket } from './versioned-bucket';

export const EVIDENCE_BUCKET = 'evidence';
/** The bucket of a region that keeps dumps and cache backups. */
export const backupBucketIn = (region: string): string => `backups-${region}`;

export interface CloudSettings {
  readonly plan: Plan;
  readonly databases: DatabasePair;
  readonly caches: CachePair | undefined;
  readonly folder: string;
  readonly clock: Clock;
  /** Ends what is made while the cloud stands. */
  readonly leftovers: Leftovers;
  /** The door of the gates that the plan's clients come through. */
  readonly applicationDoor: string;
  readonly isAlive: (region: string) => boolean;
  /** The primary region's API, as Route 53's checkers ask it. */
  readonly primaryUrl: string;
}

export interface Cloud {
  readonly table: GlobalTable;
  readonly rds: ReadonlyMap<string, Rds>;
  readonly stores: ReadonlyMap<string, ObjectStore>;
  /** By region; none where no cache is rehearsed. */
  readonly caches: ReadonlyMap<string, ElastiCache>;
  readonly containers: ReadonlyMap<string, Ecs>;
  /** The services that the workload runs as, by region; none where the plan has no compute. */
  readonly compute: ReadonlyMap<string, EcsServices>;
  /** The services of each region, by the name of their client; of Route 53's too, where that is none of the plan's. */
  readonly services: ReadonlyMap<string, Readonly<Record<string, Operations>>>;
}

/** The AWS of the plan's three regions: as much of it as the shipped functions call. */
export function modelCloud(settings: CloudSettings): Cloud {
  const { plan, folder, clock, leftovers, isAlive } = settings;
  const { primary, recovery, witness } = plan.regions;
  const table = new GlobalTable();
  const rds = new Map<string, Rds>();
  const stores = new Map<string, ObjectStore>();
  const rules = { primary: rulesOf(settings, 'primary'), recovery: rulesOf(settings, 'recovery') };
  const databases = modelDatabases(settings, rules);
  const walBuckets = walBucketsIn(folder, plan);
  const cachesIn = modelCaches(settings, rules);
  const caches = new Map<string, ElastiCache>();
  const containers = new Map<string, Ecs>();
  const compute = new Map<string, EcsServices>();
  const backups = new Map<Place, VersionedBucket>();
  const replicatesTo = () => (isAlive(recovery) ? backups.get('recovery') : undefined);

  const services = new Map<string, Readonly<Record<string, Operations>>>([
    [witness, { DynamoDB: table.operations }],
  ]);
  for (const [region, place] of [
    [primary, 'primary'],
    [recovery, 'recovery'],
  ] as const) {
    const own = databases[place];
    rds.set(region, own);
    const store = new ObjectStore({
      directory: join(folder, `objects-${region}`),
      now: clock.now,
      elsewhere: (bucket) =>
        [...stores].flatMap(([other, store]) => (isAlive(other) ? (store.bucket(bucket) ?? []) : []))[0],
    });
    store.createBucket(EVIDENCE_BUCKET);
    const isReplicated = place === 'primary' && { replicatedPrefix: DUMP_PREFIX, replicatesTo };
    backups.set(
      place,
      store.createBucket(backupBucketIn(region), {
        canLock: true,
        keyArn: plan.keys[place],
        ...isReplicated,
      }),
    );
    const { binaries } = settings.databases.primary.server;
    const ecs = containersIn({ plan, region, store, binaries, leftovers, now: clock.now });
    containers.set(region, ecs);
    const workload = computeOn(plan, place);
    if (workload) compute.set(region, workload);
    if (walBuckets) store.mount(walBuckets[place].bucket, walBuckets[place].directory);
    stores.set(region, store);
    const cache = cachesIn?.(place, store);
    if (cache) caches.set(region, cache);
    services.set(region, {
      DynamoDB: table.operations,
      RDS: own.operations,
      EC2: ec2Operations(rules[place]),
      S3: store.operations,
      ECS: { ...ecs.operations, ...workload?.operations },
      ...(cache ? { ElastiCache: cache.operations } : {}),
    });
  }
  const route53 = new Route53({ url: settings.primaryUrl, now: clock.now });
  leftovers.add(() => route53.stop());
  services.set(ROUTE53_REGION, { ...services.get(ROUTE53_REGION), Route53: route53.operations });
  return { table, rds, stores, caches, containers, compute, services };
}

type Place = 'primary' | 'recovery';

/** The plan's groups: those of clients admit clients and the orchestrator, the fences only the latter. */
function rulesOf({ plan, applicationDoor }: CloudSettings, place: Place): SecurityGroupRules {
  const orchestrator = plan.networks[place].securityGroup;
  const sides = [...plan.databases, ...plan.caches].map((component) => component[place]);
  return new Map(
    sides.flatMap(({ securityGroups, fenceSecurityGroup }): [string, string[]][] => [
      ...securityGroups.map((group): [string, string[]] => [group, [applicationDoor, orchestrator]]),
      [fenceSecurityGroup, [orchestrator]],
    ]),
  );
}
