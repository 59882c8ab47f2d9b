import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseDeclaredPlan, parsePlan } from '../../lib/plan/parse-plan';
import type { Plan, PlanFile } from '../../lib/plan/plan';
import type { ReferencePlan } from '../../lib/plan/reference-schema';
import type { Size } from '../../lib/plan/sizing';

/** What plans differ in that makes other templates. */
export interface PlanRow {
  readonly mode: 'automatic' | 'approval' | 'off';
  readonly databases: 1 | 3;
  readonly caches: 'none' | 'promote' | 'seed';
  readonly compute: boolean;
  /** What the plan keeps beside snapshots: a WAL archive is restored by what dumps are restored by, so it has those too. */
  readonly kept: 'none' | 'dumps' | 'walArchives';
}

/** Nine of the 108 plans that these make: each two values of two columns meet in one of them, which the tests count. */
export const PLAN_ROWS: readonly PlanRow[] = [
  { mode: 'approval', databases: 1, caches: 'promote', compute: true, kept: 'dumps' },
  { mode: 'off', databases: 3, caches: 'seed', compute: false, kept: 'walArchives' },
  { mode: 'automatic', databases: 1, caches: 'none', compute: false, kept: 'none' },
  { mode: 'approval', databases: 3, caches: 'seed', compute: true, kept: 'none' },
  { mode: 'off', databases: 3, caches: 'none', compute: true, kept: 'dumps' },
  { mode: 'automatic', databases: 3, caches: 'promote', compute: true, kept: 'walArchives' },
  { mode: 'automatic', databases: 1, caches: 'seed', compute: false, kept: 'dumps' },
  { mode: 'approval', databases: 1, caches: 'none', compute: false, kept: 'walArchives' },
  { mode: 'off', databases: 1, caches: 'promote', compute: false, kept: 'none' },
];

/** What plans of a workload that is built here differ in. Each size, mode and network is in one; several databases can be in none. */
export interface BuiltRow {
  /** As long as it may be, or the example's: whatever AWS names by it, and whatever is told such names, gets longer with it. */
  readonly name: 'firebackup' | 'a-name-of-twenty-four-ab';
  readonly size: Size;
  readonly mode: PlanRow['mode'];
  readonly network: 'new' | 'own';
  readonly cacheShards: 1 | 3;
  readonly replicas: 0 | 2 | 14;
}

export const BUILT_ROWS: readonly BuiltRow[] = [
  { name: 'firebackup', size: 'small', mode: 'automatic', network: 'own', cacheShards: 1, replicas: 0 },
  {
    name: 'a-name-of-twenty-four-ab',
    size: 'medium',
    mode: 'approval',
    network: 'new',
    cacheShards: 1,
    replicas: 2,
  },
  { name: 'firebackup', size: 'large', mode: 'off', network: 'own', cacheShards: 3, replicas: 2 },
  { name: 'firebackup', size: 'enterprise', mode: 'automatic', network: 'new', cacheShards: 3, replicas: 14 },
];

/** Written like a plan, and so held against all that a plan is held against. */
export function builtPlanOf(row: BuiltRow): ReferencePlan {
  const { name, size, mode, network, cacheShards, replicas } = row;
  const example = parse(readFileSync(join(ROOT, 'firebackup.reference.yaml'), 'utf8'));
  const networks = { primary: ownNetwork(1), recovery: ownNetwork(2) };
  const plan = parseDeclaredPlan(
    JSON.stringify({
      ...example,
      name,
      reference: {
        ...example.reference,
        size,
        cacheShards,
        replicas,
        ...(network === 'own' && { networks }),
      },
      cacheBackups: cacheShards > 1 ? [] : example.cacheBackups,
      objectives: OBJECTIVES,
      failover: { ...example.failover, mode, ...UNFENCED[mode] },
    }),
    nameOf(row),
  );
  if (plan.workload !== 'reference') throw new Error('the example of a built workload is none');
  return plan;
}

const ownNetwork = (digit: number) => ({
  vpc: `vpc-0000000${digit}`,
  publicSubnets: [1, 2, 3].map((zone) => `subnet-000000${digit}${zone}`),
  privateSubnets: [4, 5, 6].map((zone) => `subnet-000000${digit}${zone}`),
});

/** The plan of a row: the reference plan with more or less in it. */
export function planOf(row: PlanRow): Plan {
  const { mode, databases, caches, compute, kept } = row;
  const reference: PlanFile = parse(readFileSync(join(ROOT, 'firebackup.yaml'), 'utf8'));
  const all = Array.from({ length: databases }, (_, at) => numbered(reference.databases, at));
  const ids = all.map(({ id }) => id);
  const protecting = <Policy extends object>(policies: readonly Policy[] = []) =>
    policies.map((policy) => ({ ...policy, databases: ids }));
  return parsePlan(
    JSON.stringify({
      ...reference,
      databases: all,
      policies: protecting(reference.policies),
      dumps: kept === 'none' ? [] : protecting(reference.dumps),
      caches:
        caches === 'none' ? [] : (reference.caches ?? []).map((one) => ({ ...one, onRegionLoss: caches })),
      cacheBackups: caches === 'none' ? [] : reference.cacheBackups,
      objectives: OBJECTIVES,
      compute: compute ? reference.compute : undefined,
      walArchives: kept === 'walArchives' ? [OWN_ARCHIVE] : [],
      failover: { ...reference.failover, mode, ...UNFENCED[mode] },
    } satisfies PlanFile),
    nameOf(row),
  );
}

export const nameOf = (row: PlanRow | BuiltRow): string =>
  Object.entries(row)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ');

const ROOT = join(import.meta.dirname, '..', '..');

/** A region fails over by itself only if it is declared down before more is lost than may be lost. */
const OBJECTIVES = { region: { database: { availability: 99.99, rto: '15m', rpo: '3m' } } };

const UNFENCED = {
  automatic: { whenUnfenced: 'wait', isolation: 'fence' },
  approval: { whenUnfenced: 'stop', isolation: 'keep' },
  off: { whenUnfenced: 'promote', isolation: 'keep' },
} as const;

const OWN_ARCHIVE = {
  id: 'own',
  buckets: { primary: 'own-wal-us-east-1', recovery: 'own-wal-us-west-2' },
  prefix: 'main/',
};

type DatabaseFile = PlanFile['databases'][number];

/** The first database as it is, and others beside it that are named after their number. */
function numbered([first]: readonly DatabaseFile[], at: number): DatabaseFile {
  if (!first) throw new Error('firebackup.yaml has no database');
  if (at === 0) return first;
  const side = (one: DatabaseFile['primary']) => ({
    ...one,
    instance: `${one.instance}-${at}`,
    host: `n${at}.${one.host}`,
  });
  return { ...first, id: `${first.id}-${at}`, primary: side(first.primary), recovery: side(first.recovery) };
}
