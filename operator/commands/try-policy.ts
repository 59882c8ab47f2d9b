import type { Instant } from '../../lib/domain/instant';
import { isMoment, type MomentPoint } from '../../lib/domain/recovery-point';
import {
  DELETIONS_PER_RUN,
  type Retainable,
  type RetentionRules,
  retentionHeldBecause,
  retentionPlan,
} from '../../lib/domain/retention';
import { freshBecause } from '../../lib/domain/snapshot-freshness';
import { snapshotName } from '../../lib/domain/snapshot-name';
import { otherRegion } from '../../lib/plan/deployment';
import type { Desk, Told } from '../command/desk';
import { heardInWords, readLedger } from '../command/read-ledger';
import { headed, labelled, part } from '../command/screen';

/** What one policy makes: of which stores, as points of which kind, and which of them it keeps. */
export interface PolicyTried extends Omit<RetentionRules, 'policy'> {
  readonly name: string;
  readonly stores: readonly string[];
  readonly kind: 'snapshot' | 'logical-dump' | 'cache-backup';
  /** S3 replicates dumps from the primary region's bucket alone. */
  readonly isCopiedFrom: (region: string) => boolean;
  readonly freshForSeconds?: number;
}

/**
 * A backup that no machine is started for: what it would take, and what retention would delete after that, by the same functions
 * that the machine asks. By the ledger alone: what AWS has lost meanwhile, or keeps locked, is for the machine to find.
 */
export async function triedPolicy(desk: Desk, policy: PolicyTried, due: Instant): Promise<Told> {
  const { screen, plan, now } = desk;
  const { found, heard } = await readLedger(desk, async (truth) => ({
    role: await truth.role(),
    holds: await truth.holds(),
    points: (await truth.recoveryPoints()).filter(isMoment),
  }));
  const region = found.role.activeRegion;
  const freshness = { due, freshForSeconds: policy.freshForSeconds ?? 0 };
  const judged = policy.stores.map((store) => ({
    store,
    because: freshBecause(found.points, { store, policy: policy.name, region }, freshness),
  }));
  const regions = policy.isCopiedFrom(region) ? [region, otherRegion(plan, region)] : [region];
  const taken = judged
    .filter(({ because }) => because === undefined)
    .map(({ store }) => ({ store, id: snapshotName(plan.name, store, policy.name, due) }));
  const passedOver = judged.filter(({ because }) => because !== undefined);
  const heldBecause = retentionHeldBecause(found.role, found.holds, now());
  const toBe = taken
    .flatMap((one) => regions.map((where) => pointToBe(policy, { ...one, region: where }, due)))
    // Of a time that is given again: it is there already.
    .filter(({ id, region: where }) => !found.points.some((one) => one.id === id && one.region === where));
  const deleted = heldBecause ? [] : deletedBy(policy, [...ofKind(found.points, policy), ...toBe], now());
  const would = `it would take ${taken.length} and delete ${deleted.length}`;
  return {
    lines: [
      ...headed(screen, 'bold', `${policy.name} in ${region}: ${would}; nothing was changed`),
      ...part(
        screen,
        'Taken',
        taken.flatMap(({ store, id }) => labelled(screen, [store, `${id}, in ${regions.join(' and ')}`])),
      ),
      ...part(
        screen,
        'Passed over',
        passedOver.flatMap(({ store, because = '' }) => labelled(screen, [store, because])),
      ),
      ...part(screen, 'Deleted, unless AWS keeps it locked', [
        ...(heldBecause ? labelled(screen, ['nothing', heldBecause]) : []),
        ...deleted.flatMap(({ point, because }) =>
          labelled(screen, [point.store, `${point.kind} ${point.id} in ${point.region}: ${because}`]),
        ),
      ]),
      '',
      ...labelled(screen, ['ledger', heardInWords(heard)]),
    ],
    data: {
      dryRun: true,
      ledger: heard,
      policy: policy.name,
      region,
      taken,
      passedOver,
      deleted,
      heldBecause,
    },
    news: 'fine',
  };
}

const ofKind = (points: readonly MomentPoint[], { kind }: PolicyTried): readonly MomentPoint[] =>
  points.filter((point) => point.kind === kind || point.kind === `${kind}-copy`);

const pointToBe = (
  { kind, name }: PolicyTried,
  { store, id, region }: { readonly store: string; readonly id: string; readonly region: string },
  takenAt: Instant,
): Retainable => ({ kind, policy: name, store, id, region, takenAt, proof: undefined });

const deletedBy = ({ name, ...rules }: PolicyTried, points: readonly Retainable[], now: Instant) =>
  retentionPlan(points, { ...rules, policy: name }, now).deleted.slice(0, DELETIONS_PER_RUN);
