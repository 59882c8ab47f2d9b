import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import { InvalidInput, NotFound, NotReady, Unreachable } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { isSnapshot, type SnapshotPoint } from '../../lib/domain/recovery-point';
import { type RetentionRules, retentionHeldBecause } from '../../lib/domain/retention';
import { deletionBlockedBecause } from '../../lib/domain/snapshot-deletion';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import type { contract } from './contract';
import { planOnStandingFloor } from './floor';
import { type AskRegion, regionsThatAnswer, type SnapshotVerbs } from './regions-that-answer';

interface Deps {
  readonly deployment: Pick<Deployment, 'name' | 'regions' | 'policies'>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'holds' | 'recoveryPoints' | 'deleteRecoveryPoint'>;
  readonly databases: (region: string) => SnapshotVerbs;
  readonly now: () => Instant;
}

type Told = Pick<SnapshotPoint, 'id' | 'region'> & { readonly because: string };

export interface Pruned {
  readonly deleted: readonly Told[];
  /** Of the policy's points those that stay, all of them unless `because` says why the task stopped early. */
  readonly kept: readonly Told[];
  readonly because?: string;
}

/** Brake: a plan that was cut by mistake costs so many points per run, and time to notice. Also bounds the run's time. */
export const DELETIONS_PER_RUN = 20;

/**
 * State PruneSnapshots of `snapshot`, its last. Deletes snapshots in both regions, and each one's item in the ledger after
 * it; nothing while a run is open, which it looks up again before every deletion. A second call finds no more to delete,
 * or finishes the deletion that the first one was interrupted in. A region that keeps silent loses nothing.
 */
export const pruneSnapshots =
  ({ deployment, region, ledger, databases, now }: Deps) =>
  async ({ policy }: z.output<typeof contract.input>): Promise<Pruned> => {
    const rules = rulesOf(deployment, policy);
    const held = () => heldBecause({ ledger, region, now });
    const heldBefore = await held();
    if (heldBefore) return { deleted: [], kept: [], because: heldBefore };

    const ask = regionsThatAnswer(databases);
    const snapshots = (await ledger.recoveryPoints()).filter(isSnapshot);
    const plan = await planOnStandingFloor(snapshots, { rules, now: now(), ask });
    const deleted: Told[] = [];
    const kept = plan.kept.filter(({ point }) => point.policy === policy).map(told);
    for (const [position, judged] of plan.deleted.entries()) {
      const { point } = judged;
      if (position >= DELETIONS_PER_RUN) {
        kept.push(
          told({ point, because: `a run deletes at most ${DELETIONS_PER_RUN}; its turn is the next` }),
        );
        continue;
      }
      const heldNow = await held();
      if (heldNow) return { deleted, kept, because: heldNow };
      const because = await leftBecause(point, { ask, deployment });
      if (because) {
        kept.push(told({ point, because }));
        continue;
      }
      await ledger.deleteRecoveryPoint(point);
      deleted.push(told(judged));
    }
    return { deleted, kept };
  };

/** @throws {InvalidInput} for a policy that the plan does not have */
function rulesOf({ policies }: Deps['deployment'], name: string): RetentionRules {
  const found = policies.find((one) => one.name === name);
  if (found) return { policy: name, retain: found.retain, keepProven: found.keepProven };
  throw new InvalidInput(`no policy ${name}; expected one of ${policies.map((one) => one.name).join(', ')}`);
}

async function heldBecause({
  ledger,
  region,
  now,
}: Pick<Deps, 'ledger' | 'region' | 'now'>): Promise<string | undefined> {
  const [role, holds] = [await ledger.role(), await ledger.holds()];
  if (role.activeRegion !== region) {
    return `${role.activeRegion} is the active region in epoch ${role.epoch}; its own schedule prunes`;
  }
  const held = retentionHeldBecause(role, holds, now());
  return held && `nothing more is deleted: ${held}`;
}

/** Deletes a point's snapshot, or says why it stays. One that is gone was deleted by a call that got no further. */
async function leftBecause(
  point: SnapshotPoint,
  { ask, deployment }: { ask: AskRegion; deployment: Deps['deployment'] },
): Promise<string | undefined> {
  const { id, region, kind } = point;
  try {
    const snapshot = await ask(region, (rds) => rds.snapshot(id));
    if (!snapshot) return undefined;
    const elsewhere = otherRegion(deployment, region);
    const copy = kind === 'snapshot' ? await ask(elsewhere, (rds) => rds.snapshot(id)) : undefined;
    const seen = { deployment: deployment.name, copyStatus: copy?.status };
    const because = deletionBlockedBecause(point, snapshot, seen);
    if (!because) await ask(region, (rds) => rds.deleteSnapshot(id));
    return because;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    if (error instanceof Unreachable) return `a region gave no answer: ${error.message}`;
    if (error instanceof NotReady) return error.message;
    throw error;
  }
}

const told = ({ point, because }: { point: SnapshotPoint; because: string }): Told => ({
  id: point.id,
  region: point.region,
  because,
});
