import type { Instant } from '../../lib/domain/instant';
import type { PointKind } from '../../lib/domain/recovery-point';
import { otherRegion } from '../../lib/plan/deployment';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { readLedger } from '../command/read-ledger';
import { stamp } from '../command/stamp';
import { endedTold } from '../machines/ended-text';
import { runMachine } from '../machines/run-machine';
import { storesOf } from '../plan/stores-of';
import { triedDrill, triedRestore } from './try-backup';
import { type PolicyTried, triedPolicy } from './try-policy';
import { triedWalCheck } from './try-wal-check';
import { withRecord } from './with-record';

export interface RestoreOptions {
  readonly store: string;
  /** `latest`, or a moment. */
  readonly to?: string | undefined;
  readonly point?: string | undefined;
  readonly kind?: PointKind | undefined;
  readonly region?: string | undefined;
  readonly because?: string | undefined;
  readonly run?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** `firebackup restore`: one store as it was, beside what is live and never over it. */
export async function restore(desk: Desk, { because, dryRun, ...options }: RestoreOptions): Promise<Told> {
  const stores = storesOf(desk.plan);
  if (!stores.includes(options.store))
    throw new BadInput(`no store ${options.store} in the plan; expected one of ${stores.join(', ')}`);
  const region = await servingRegion(desk, options.region, 'active');
  if (dryRun) return triedRestore(desk, { ...options, region });
  const run = options.run ?? `restore-${stamp(desk.now())}`;
  const name = options.run === undefined ? run : `${run}-${stamp(desk.now())}`;
  const { store, to, point, kind } = options;
  const input = { store, to, point, kind, run, trigger: because ?? `started by ${desk.user}` };
  return recorded(desk, { workflow: 'restore', region, name, input }, run);
}

export interface DrillOptions {
  readonly region?: string | undefined;
  readonly because?: string | undefined;
  readonly dryRun?: boolean | undefined;
}

/** `firebackup drill`: recovery points restored to see whether they are any good, and removed again. */
export async function drill(desk: Desk, options: DrillOptions): Promise<Told> {
  const region = await servingRegion(desk, options.region, 'standby');
  if (options.dryRun) return triedDrill(desk, region);
  const run = `drill-${stamp(desk.now())}`;
  const input = { run, trigger: options.because ?? `started by ${desk.user}` };
  return recorded(desk, { workflow: 'drill', region, name: run, input }, run);
}

interface PolicyOptions {
  readonly policy: string;
  /** Makes the names of what is taken: the same again takes no second one. */
  readonly due?: Instant | undefined;
  readonly dryRun?: boolean | undefined;
}

/** `firebackup backup`: the snapshots of one policy, now. */
export const backup = (desk: Desk, options: PolicyOptions): Promise<Told> =>
  byPolicy(desk, options, {
    workflow: 'snapshot',
    policies: desk.plan.policies.map(({ databases, freshFor, ...policy }) => ({
      ...policy,
      stores: databases,
      kind: 'snapshot',
      isCopiedFrom: () => true,
      freshForSeconds: freshFor,
    })),
  });

/** `firebackup dump`: the logical dumps of one policy, now. */
export const dump = (desk: Desk, options: PolicyOptions): Promise<Told> =>
  byPolicy(desk, options, {
    workflow: 'logical-dump',
    policies: desk.plan.dumps.map(({ databases, ...policy }) => ({
      ...policy,
      stores: databases,
      kind: 'logical-dump',
      isCopiedFrom: (region) => region === desk.plan.regions.primary,
    })),
  });

/** `firebackup cache-backup`: the backups of one policy of caches, now. */
export const cacheBackup = (desk: Desk, options: PolicyOptions): Promise<Told> =>
  byPolicy(desk, options, {
    workflow: 'cache-backup',
    policies: desk.plan.cacheBackups.map(({ caches, ...policy }) => ({
      ...policy,
      stores: caches,
      kind: 'cache-backup',
      isCopiedFrom: () => true,
    })),
  });

/** `firebackup wal-check`: whether what moves on is new enough and has no hole. Changes nothing but the ledger. */
export async function walCheck(
  desk: Desk,
  options: { readonly region?: string | undefined; readonly dryRun?: boolean | undefined },
): Promise<Told> {
  const region = await servingRegion(desk, options.region, 'active');
  if (options.dryRun) return triedWalCheck(desk, region);
  const name = `wal-check-${stamp(desk.now())}`;
  return unrecorded(desk, { workflow: 'wal-check', region, name, input: {} });
}

async function byPolicy(
  desk: Desk,
  { policy: name, due: asked = desk.now(), dryRun }: PolicyOptions,
  { workflow, policies }: { readonly workflow: string; readonly policies: readonly PolicyTried[] },
): Promise<Told> {
  const policy = policies.find((one) => one.name === name);
  if (!policy) {
    const names = policies.map((one) => one.name).join(' or ');
    throw new BadInput(`no policy ${name} of ${workflow}; expected ${names || 'none: the plan has none'}`);
  }
  const due = `${asked.slice(0, 19)}Z`;
  if (dryRun) return triedPolicy(desk, policy, due);
  const region = await servingRegion(desk, undefined, 'active');
  const input = { policy: name, due };
  return unrecorded(desk, { workflow, region, name: `${name}-${stamp(desk.now())}`, input });
}

type Unwatched = Omit<Parameters<typeof runMachine>[1], 'lookAgain'>;

const unrecorded = async (desk: Desk, order: Unwatched): Promise<Told> =>
  endedTold(await runMachine(desk, { ...order, lookAgain: 'firebackup recovery-points' }), undefined, desk);

const recorded = async (desk: Desk, order: Unwatched, run: string): Promise<Told> =>
  withRecord(desk, await runMachine(desk, { ...order, lookAgain: `firebackup run show ${run}` }), run);

/** The region that is asked for, if it serves; else the active one, or the one that stands by. */
async function servingRegion(
  desk: Desk,
  asked: string | undefined,
  which: 'active' | 'standby',
): Promise<string> {
  const { primary, recovery } = desk.plan.regions;
  if (asked !== undefined && asked !== primary && asked !== recovery)
    throw new BadInput(`${asked} serves nothing; expected ${primary} or ${recovery}`);
  if (asked !== undefined) return asked;
  const { found } = await readLedger(desk, (truth) => truth.role());
  return which === 'active' ? found.activeRegion : otherRegion(desk.plan, found.activeRegion);
}
