import type * as z from 'zod';
import type { DatabaseSnapshots } from '../../lib/aws/database-snapshots';
import { InvalidInput, Unreachable } from '../../lib/domain/errors';
import { isSnapshot, type SnapshotPoint } from '../../lib/domain/recovery-point';
import type { RetentionRules } from '../../lib/domain/retention';
import { deletionBlockedBecause, isCopySettled } from '../../lib/domain/snapshot-deletion';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import { type Pruned, type PruningDeps, prunePoints } from '../runtime/pruning/prune-points';
import { type AskRegion, regionsThatAnswer } from '../runtime/pruning/regions-that-answer';
import type { contract } from './contract';

type SnapshotVerbs = Pick<DatabaseSnapshots, 'snapshot' | 'deleteSnapshot'>;

interface Deps extends PruningDeps {
  readonly deployment: Pick<Deployment, 'name' | 'regions' | 'policies'>;
  readonly databases: (region: string) => SnapshotVerbs;
}

/**
 * State PruneSnapshots of `snapshot`, its last. Deletes snapshots in both regions, and each one's item in the ledger after
 * it; nothing while a run is open, which it looks up again before every deletion. A second call finds no more to delete,
 * or finishes the deletion that the first one was interrupted in. A region that keeps silent loses nothing, nor a copy that
 * may still be on its way there.
 */
export const pruneSnapshots =
  ({ deployment, databases, ...deps }: Deps) =>
  async ({ policy }: z.output<typeof contract.input>): Promise<Pruned> => {
    const rules = rulesOf(deployment, policy);
    const ask = regionsThatAnswer(databases);
    return prunePoints(deps, async () => {
      const points = (await deps.ledger.recoveryPoints()).filter(isSnapshot);
      const isSettled = (point: SnapshotPoint) => isCopySettled(point, points, deps.now());
      return {
        rules,
        points,
        stands: async ({ id, region }) =>
          (await ask(region, (rds) => rds.snapshot(id)))?.status === 'available',
        gone: 'the ledger has it, but RDS has no available snapshot of it: it counts for nothing',
        remove: (point) => removed(point, { ask, deployment, isSettled }),
      };
    });
  };

/** @throws {InvalidInput} for a policy that the plan does not have */
function rulesOf({ policies }: Deps['deployment'], name: string): RetentionRules {
  const found = policies.find((one) => one.name === name);
  if (found) return { policy: name, retain: found.retain, keepProven: found.keepProven };
  throw new InvalidInput(`no policy ${name}; expected one of ${policies.map((one) => one.name).join(', ')}`);
}

interface Removing {
  readonly ask: AskRegion<SnapshotVerbs>;
  readonly deployment: Deps['deployment'];
  readonly isSettled: (point: SnapshotPoint) => boolean;
}

/** Deletes a point's snapshot, or says why it stays. */
async function removed(
  point: SnapshotPoint,
  { ask, deployment, isSettled }: Removing,
): Promise<string | undefined> {
  const { id, region, kind } = point;
  const snapshot = await ask(region, (rds) => rds.snapshot(id));
  if (!snapshot) return undefined;
  const elsewhere = otherRegion(deployment, region);
  const copyOf = () => ask(elsewhere, (rds) => rds.snapshot(id)).catch(unlessSilent(isSettled(point)));
  const copy = kind === 'snapshot' ? await copyOf() : undefined;
  const seen = { deployment: deployment.name, copyStatus: copy?.status };
  const because = deletionBlockedBecause(point, snapshot, seen);
  if (!because) await ask(region, (rds) => rds.deleteSnapshot(id));
  return because;
}

/** A region's silence says nothing of a copy in it; where that copy is settled anyway, nothing has to be known of it. */
const unlessSilent =
  (settled: boolean) =>
  (error: unknown): undefined => {
    if (settled && error instanceof Unreachable) return undefined;
    throw error;
  };
