import { accountStores, type FoundInstance } from '../../lib/aws/account-stores';
import type { Place } from '../../lib/plan/deployment';
import type { Desk } from '../command/desk';
import { BadInput } from '../command/endings';
import type { PlanValue } from './with-values';

export type Looking = Pick<Desk, 'ask' | 'aws' | 'note'>;

type Regions = Readonly<Record<Place, string>>;

/**
 * What an account has that a first plan names: one database with a replica in the recovery region, and one cache with a member in
 * both. Of several, somebody says which; where there is none, the example's stay, and that is said.
 */
export async function lookForStores(looking: Looking, regions: Regions): Promise<readonly PlanValue[]> {
  return [...(await databaseValues(looking, regions)), ...(await cacheValues(looking, regions))];
}

interface Pair {
  readonly id: string;
  readonly primary: FoundInstance;
  readonly recovery: FoundInstance;
}

async function databaseValues(
  looking: Looking,
  { primary, recovery }: Regions,
): Promise<readonly PlanValue[]> {
  const [here, there] = await Promise.all(
    [primary, recovery].map((region) => accountStores(looking.aws(region)).instances()),
  );
  const pairs = (here ?? [])
    .filter(({ engine }) => engine === 'postgres')
    .flatMap((one): Pair[] => {
      const replica = there?.find(({ follows }) => follows !== undefined && follows === one.arn);
      return replica ? [{ id: one.id, primary: one, recovery: replica }] : [];
    });
  const pair = await chosen(looking, {
    what: 'database',
    of: pairs,
    missing: `PostgreSQL in ${primary} with a replica in ${recovery}`,
  });
  if (!pair) return [];
  looking.note(
    `database main: ${pair.primary.id} in ${primary}, and its replica ${pair.recovery.id} in ${recovery}`,
  );
  return known([
    [['databases', 0, 'databaseName'], pair.primary.databaseName],
    [['databases', 0, 'instanceClass'], pair.primary.instanceClass],
    ...(['primary', 'recovery'] as const).flatMap((place): Known[] => {
      const one = pair[place];
      const at = (key: string) => ['databases', 0, place, key];
      return [
        [at('instance'), one.id],
        [at('host'), one.host],
        [at('securityGroups'), one.securityGroups],
        [at('subnetGroup'), one.subnetGroup],
        [at('parameterGroup'), one.parameterGroup],
        [['networks', place, 'vpc'], one.vpc],
        [['networks', place, 'subnets'], one.subnets],
        [['keys', place], one.keyArn],
      ];
    }),
  ]);
}

async function cacheValues(looking: Looking, { primary, recovery }: Regions): Promise<readonly PlanValue[]> {
  const groupIn = (members: readonly { region: string; group: string }[], region: string) =>
    members.find((member) => member.region === region)?.group;
  const datastores = (await accountStores(looking.aws(primary)).datastores()).flatMap(({ id, members }) => {
    const [own, other] = [groupIn(members, primary), groupIn(members, recovery)];
    return own && other ? [{ id, groups: { primary: own, recovery: other } }] : [];
  });
  const found = await chosen(looking, {
    what: 'cache',
    of: datastores,
    missing: `global datastore with members in ${primary} and ${recovery}`,
  });
  if (!found) return [];
  looking.note(`cache queue: ${found.groups.primary} and ${found.groups.recovery} of ${found.id}`);
  const sides = await Promise.all(
    (
      [
        ['primary', primary],
        ['recovery', recovery],
      ] as const
    ).map(async ([place, region]): Promise<Known[]> => {
      const group = await accountStores(looking.aws(region)).cacheGroup(found.groups[place]);
      const at = (key: string) => ['caches', 0, place, key];
      return [
        [at('replicationGroup'), found.groups[place]],
        [at('securityGroups'), group.securityGroups],
        [at('subnetGroup'), group.subnetGroup],
        [['caches', 0, 'queues', place, 'host'], group.host],
        ...(place === 'primary' ? [[['caches', 0, 'nodeType'], group.nodeType] as Known] : []),
      ];
    }),
  );
  return known([[['caches', 0, 'globalDatastore'], found.id], ...sides.flat()]);
}

interface Choice<One> {
  readonly what: string;
  readonly of: readonly One[];
  readonly missing: string;
}

async function chosen<One extends { readonly id: string }>(
  { ask, note }: Looking,
  { what, of, missing }: Choice<One>,
): Promise<One | undefined> {
  if (of.length === 0) note(`no ${missing}: what the plan names of it stays an example`);
  if (of.length < 2) return of[0];
  const ids = of.map(({ id }) => id).join(', ');
  const said = (await ask(`which ${what}: ${ids}`)).trim();
  const one = of.find(({ id }) => id === said);
  if (!one) throw new BadInput(`no ${what} "${said}" was found; expected one of ${ids}`);
  return one;
}

type Known = readonly [path: readonly (string | number)[], value: string | readonly string[] | undefined];

/** What AWS did not say stays the example's. */
const known = (values: readonly Known[]): readonly PlanValue[] =>
  values.flatMap(([path, value]) => (value === undefined || value.length === 0 ? [] : [{ path, value }]));
