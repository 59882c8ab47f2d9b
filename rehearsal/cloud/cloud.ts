import { join } from 'node:path';
import type { Plan } from '../../lib/plan/plan';
import type { CachePair } from '../cache-pair';
import type { Clock } from '../clock';
import type { DatabasePair } from '../database-pair';
import { ACCOUNT } from './account';
import { GlobalTable } from './dynamodb';
import { GlobalDatastore } from './elasticache';
import type { Operations } from './interception';
import { ModelledInstance } from './modelled-instance';
import { Rds } from './rds';
import { ObjectStore } from './s3';
import { ec2Operations, type SecurityGroupRules } from './security-group-rules';

export const EVIDENCE_BUCKET = 'evidence';

export interface CloudSettings {
  readonly plan: Plan;
  readonly databases: DatabasePair;
  readonly caches: CachePair | undefined;
  readonly folder: string;
  readonly clock: Clock;
  /** The door of the gates that the plan's clients come through. */
  readonly applicationDoor: string;
  readonly isAlive: (region: string) => boolean;
}

export interface Cloud {
  readonly table: GlobalTable;
  readonly rds: ReadonlyMap<string, Rds>;
  readonly stores: ReadonlyMap<string, ObjectStore>;
  /** The services of each region, by the name of their client. */
  readonly services: ReadonlyMap<string, Readonly<Record<string, Operations>>>;
}

/** The AWS of the plan's three regions: as much of it as the shipped functions call. */
export function modelCloud(settings: CloudSettings): Cloud {
  const { plan, databases, folder, clock, isAlive } = settings;
  const { primary, recovery, witness } = plan.regions;
  const table = new GlobalTable();
  const rds = new Map<string, Rds>();
  const stores = new Map<string, ObjectStore>();
  const rules = { primary: rulesOf(settings, 'primary'), recovery: rulesOf(settings, 'recovery') };
  const datastore = datastoreOf(settings, rules);

  const services = new Map<string, Readonly<Record<string, Operations>>>([
    [witness, { DynamoDB: table.operations }],
  ]);
  for (const [region, place] of [
    [primary, 'primary'],
    [recovery, 'recovery'],
  ] as const) {
    const own = new Rds({
      region,
      account: ACCOUNT,
      folder,
      now: clock.now,
      elsewhere: (other) => (isAlive(other) ? rds.get(other) : undefined),
    });
    const instance = instanceOf(settings, place, rules[place], databases);
    own.instances.set(instance.place.id, instance);
    rds.set(region, own);
    const store = new ObjectStore(join(folder, `objects-${region}`));
    store.createBucket(EVIDENCE_BUCKET);
    stores.set(region, store);
    services.set(region, {
      DynamoDB: table.operations,
      RDS: own.operations,
      EC2: ec2Operations(rules[place]),
      S3: store.operations,
      ...(datastore ? { ElastiCache: datastore.operationsIn(region) } : {}),
    });
  }
  return { table, rds, stores, services };
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

function instanceOf(
  { plan }: CloudSettings,
  place: Place,
  rules: SecurityGroupRules,
  databases: DatabasePair,
): ModelledInstance {
  const [database] = plan.databases;
  if (!database) throw new RangeError('a plan has at least one database');
  const arnOf = (side: Place) => `arn:aws:rds:${plan.regions[side]}:${ACCOUNT}:db:${database[side].instance}`;
  const { server, gate } = place === 'primary' ? databases.primary : databases.standby;
  const { instance: id, securityGroups } = database[place];
  const identity = { id, arn: arnOf(place), keyArn: plan.keys[place], server, gate };
  return new ModelledInstance(
    identity,
    rules,
    securityGroups,
    place === 'recovery' ? arnOf('primary') : undefined,
  );
}

function datastoreOf(
  { plan, caches, isAlive }: CloudSettings,
  rules: Readonly<Record<Place, SecurityGroupRules>>,
): GlobalDatastore | undefined {
  const [cache] = plan.caches;
  if (!cache || !caches) return undefined;
  const member = (place: Place) => ({
    region: plan.regions[place],
    replicationGroup: cache[place].replicationGroup,
    rules: rules[place],
    groups: cache[place].securityGroups,
    role: place === 'primary' ? ('PRIMARY' as const) : ('SECONDARY' as const),
    ...(place === 'primary' ? caches.primary : caches.standby),
  });
  return new GlobalDatastore(cache.globalDatastore, [member('primary'), member('recovery')], isAlive);
}
