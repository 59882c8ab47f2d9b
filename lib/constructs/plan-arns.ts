import { createHash } from 'node:crypto';
import { backupBucketName, ledgerTableName, machineName, scheduleGroupPrefix } from '../plan/deployed-names';
import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';
import { clusterName, serverFamilies } from '../plan/task-names';
import type { ArchivePlace } from './archive-rules';

/** Where a function stands, and which side's databases and caches it may act on. */
export interface Ground {
  readonly plan: Plan;
  readonly account: string;
  /** The function's own region: its replica of the ledger, its database users. */
  readonly region: string;
  readonly reaches: readonly Place[];
  /** Of the one function that asks for the ledger in other regions too. */
  readonly ledgerEverywhere?: true | undefined;
  /** Of the one function that gives instances the plan's parameter groups. */
  readonly givesParameters?: true | undefined;
  /** Of functions that put old primaries aside, or delete those that were. */
  readonly oldPrimaries?: 'put aside' | 'deleted' | undefined;
  /** Of the one function that keeps evidence. */
  readonly evidenceBucketArn?: string | undefined;
  /** Of the one function that listens to Route 53's checkers. */
  readonly healthCheckId?: string | undefined;
  /** Of functions that act in the backup buckets: the keys that are their business, as IAM words patterns. */
  readonly backupKeys?: readonly string[] | undefined;
  /** Of functions that act on what restores make: by its name, or whatever there is. They act on nothing that is live. */
  readonly scratch?: 'named' | 'listed' | undefined;
  /** Of the function that reads WAL archives: where they lie. */
  readonly archives?: readonly ArchivePlace[] | undefined;
}

export const PLACES = ['primary', 'recovery'] as const;

/**
 * ARNs of what the plan names, and nothing else. All in the commercial partition, as the plan's own ARNs and regions are.
 */
export const arnsOn = ({ plan, account, region, reaches, healthCheckId, ledgerEverywhere }: Ground) => ({
  ledgers: (ledgerEverywhere ? Object.values(plan.regions) : [region]).map(
    (one) => `arn:aws:dynamodb:${one}:${account}:table/${ledgerTableName(plan)}`,
  ),

  instances: reaches.flatMap((place) =>
    plan.databases.map(({ [place]: { instance } }) => rds(plan.regions[place], account, `db:${instance}`)),
  ),
  parameterGroups: reaches.flatMap((place) => [
    ...new Set(
      plan.databases.map(({ [place]: { parameterGroup } }) =>
        rds(plan.regions[place], account, `pg:${parameterGroup}`),
      ),
    ),
  ]),
  automatedBackups: reaches.flatMap((place) => [
    rds(plan.regions[place], account, 'auto-backup:*'),
    ...plan.databases.flatMap(({ primary, recovery }) =>
      [primary, recovery].map(({ instance }) => rds(plan.regions[place], account, `db:${instance}`)),
    ),
  ]),
  snapshots: (places: readonly Place[] = reaches) =>
    places.map((place) => rds(plan.regions[place], account, `snapshot:${plan.name}-*`)),
  allSnapshots: reaches.map((place) => rds(plan.regions[place], account, 'snapshot:*')),

  databaseUsers: [...new Set(plan.databases.map(({ orchestratorUser }) => orchestratorUser))].map(
    (user) => `arn:aws:rds-db:${region}:${account}:dbuser:*/${user}`,
  ),

  failoverMachine: `arn:aws:states:${region}:${account}:stateMachine:${machineName(plan, 'failover')}`,

  /** Route 53's belong to no region and to no account. */
  healthChecks: healthCheckId === undefined ? [] : [`arn:aws:route53:::healthcheck/${healthCheckId}`],

  writeAccessMachines: reaches.map((place) => writeAccessMachineArn(plan, place, account)),

  /** A global datastore belongs to no region. */
  globalDatastores: plan.caches.map(
    ({ globalDatastore }) => `arn:aws:elasticache::${account}:globalreplicationgroup:${globalDatastore}`,
  ),
  replicationGroups: reaches.flatMap((place) =>
    plan.caches.map(
      ({ [place]: { replicationGroup } }) =>
        `arn:aws:elasticache:${plan.regions[place]}:${account}:replicationgroup:${replicationGroup}`,
    ),
  ),
  cacheNodes:
    plan.caches.length === 0
      ? []
      : reaches.map((place) => `arn:aws:elasticache:${plan.regions[place]}:${account}:cluster:*`),

  backupBuckets: reaches.map(
    (place) => `arn:aws:s3:::${backupBucketName(plan, plan.regions[place], account)}`,
  ),
  serverFamilies: reaches.flatMap((place) =>
    serverFamilies(plan).map((family) => ecs(plan.regions[place], account, `task-definition/${family}:*`)),
  ),
  containerTasks: reaches.map((place) => ecs(plan.regions[place], account, `task/${clusterName(plan)}/*`)),
  containerInstances: reaches.map((place) =>
    ecs(plan.regions[place], account, `container-instance/${clusterName(plan)}/*`),
  ),
  serverRoles: reaches.flatMap((place) =>
    serverFamilies(plan).flatMap((family) =>
      [taskRoleName, executionRoleName].map(
        (nameOf) => `arn:aws:iam::${account}:role/${nameOf(family, plan.regions[place])}`,
      ),
    ),
  ),

  regions: reaches.map((place) => plan.regions[place]),
});

/** Roles of container tasks, which whoever runs a task hands over; roles have no region, so their names have one. */
export const taskRoleName = (family: string, region: string): string => `${family}-task-${region}`;
export const executionRoleName = (family: string, region: string): string => `${family}-start-${region}`;

/** Scheduler takes no longer names. */
const GROUP_NAME_MOST = 64;

/**
 * A schedule's group, from the id of its construct: known in other regions before it exists. A policy's name may be as long as
 * all of it; what is cut off is told apart by a hash.
 */
export function scheduleGroupName(plan: Pick<Plan, 'name'>, id: string): string {
  const words = id.replace(/Schedule$/, '').replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-');
  const whole = `${scheduleGroupPrefix(plan)}${words.toLowerCase()}`;
  if (whole.length <= GROUP_NAME_MOST) return whole;
  return `${whole.slice(0, GROUP_NAME_MOST - 9)}-${createHash('sha256').update(whole).digest('hex').slice(0, 8)}`;
}

/** Known before it exists: each region's is called from the other one. */
export const writeAccessMachineArn = (
  plan: Pick<Plan, 'name' | 'regions'>,
  place: Place,
  account: string,
): string =>
  `arn:aws:states:${plan.regions[place]}:${account}:stateMachine:${machineName(plan, 'write-access')}`;

const ecs = (region: string, account: string, what: string) => `arn:aws:ecs:${region}:${account}:${what}`;
const rds = (region: string, account: string, what: string) => `arn:aws:rds:${region}:${account}:${what}`;
