import type { Place } from '../plan/deployment';
import type { Plan } from '../plan/plan';

/** Where a function stands, and which side's databases and caches it may act on. */
export interface Ground {
  readonly plan: Plan;
  readonly account: string;
  /** The function's own region: its replica of the ledger, its database users. */
  readonly region: string;
  readonly reaches: readonly Place[];
  /** Of the one function that keeps evidence. */
  readonly evidenceBucketArn?: string | undefined;
}

export const PLACES = ['primary', 'recovery'] as const;

/**
 * ARNs of what the plan names, and nothing else. All in the commercial partition, as the plan's own ARNs and regions are.
 */
export const arnsOn = ({ plan, account, region, reaches }: Ground) => ({
  ledger: `arn:aws:dynamodb:${region}:${account}:table/${ledgerTableName(plan)}`,

  instances: reaches.flatMap((place) =>
    plan.databases.map(({ [place]: { instance } }) => rds(plan.regions[place], account, `db:${instance}`)),
  ),
  snapshots: (places: readonly Place[] = reaches) =>
    places.map((place) => rds(plan.regions[place], account, `snapshot:${plan.name}-*`)),

  databaseUsers: [...new Set(plan.databases.map(({ orchestratorUser }) => orchestratorUser))].map(
    (user) => `arn:aws:rds-db:${region}:${account}:dbuser:*/${user}`,
  ),

  failoverMachine: `arn:aws:states:${region}:${account}:stateMachine:${machineName(plan, 'failover')}`,

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

  regions: reaches.map((place) => plan.regions[place]),
});

/** One name in every region, so that no stack has to be told by another which table is the ledger. */
export const ledgerTableName = (plan: Pick<Plan, 'name'>): string => `${plan.name}-ledger`;

/** A machine's name in its region; with the plan's in front, so that two deployments can share an account. */
export const machineName = (plan: Pick<Plan, 'name'>, workflow: string): string => `${plan.name}-${workflow}`;

const rds = (region: string, account: string, what: string) => `arn:aws:rds:${region}:${account}:${what}`;
