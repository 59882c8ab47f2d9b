import type * as z from 'zod';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectVersions } from '../../lib/aws/object-versions';
import { AccessDenied, InvalidInput } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { objectKeptBecause } from '../../lib/domain/object-deletion';
import { isMoment, isSnapshot, type ObjectPoint, type RecoveryPoint } from '../../lib/domain/recovery-point';
import type { RetentionRules } from '../../lib/domain/retention';
import type { Deployment } from '../../lib/plan/deployment';
import { type Pruned, type PruningDeps, prunePoints } from '../runtime/pruning/prune-points';
import { type AskRegion, regionsThatAnswer } from '../runtime/pruning/regions-that-answer';
import type { contract } from './contract';

type ObjectVerbs = ObjectHeads & Pick<ObjectVersions, 'deleteVersion'>;

interface Deps extends PruningDeps {
  readonly deployment: Pick<Deployment, 'dumps' | 'cacheBackups'>;
  readonly objects: (region: string) => ObjectVerbs;
}

/**
 * State PruneObjects of `logical-dump` and `cache-backup`, their last. Deletes versions of objects in both regions, and each
 * one's item in the ledger after it; nothing while a run is open, which it looks up again before every deletion. A second
 * call finds no more to delete, or finishes the deletion that the first one was interrupted in. What is locked stays, with
 * the day on which that ends.
 */
export const pruneObjects =
  ({ deployment, objects, ...deps }: Deps) =>
  async ({ policy }: z.output<typeof contract.input>): Promise<Pruned> => {
    const rules = rulesOf(deployment, policy);
    const ask = regionsThatAnswer(objects);
    return prunePoints(deps, async () => ({
      rules,
      points: (await deps.ledger.recoveryPoints()).filter(isObject),
      stands: async (point) => (await headOf(point, ask))?.bytes === point.bytes,
      gone: 'the ledger has it, but S3 does not have this version of it whole: it counts for nothing',
      remove: (point) => removed(point, { ask, now: deps.now }),
    }));
  };

const isObject = (point: RecoveryPoint): point is ObjectPoint => isMoment(point) && !isSnapshot(point);

/** @throws {InvalidInput} for a policy that the plan does not have */
function rulesOf({ dumps, cacheBackups }: Deps['deployment'], name: string): RetentionRules {
  const policies = [...dumps, ...cacheBackups];
  const found = policies.find((one) => one.name === name);
  if (found) return { policy: name, retain: found.retain, keepProven: found.keepProven };
  throw new InvalidInput(
    `no policy ${name} of dumps or cache backups; expected one of ${policies.map((one) => one.name).join(', ')}`,
  );
}

const headOf = ({ region, bucket, key, versionId }: ObjectPoint, ask: AskRegion<ObjectVerbs>) =>
  ask(region, (s3) => s3.head(bucket, key, versionId));

/** Deletes a point's object, or says why it stays. */
async function removed(
  point: ObjectPoint,
  { ask, now }: { ask: AskRegion<ObjectVerbs>; now: () => Instant },
): Promise<string | undefined> {
  const { region, bucket, key, versionId } = point;
  const head = await headOf(point, ask);
  if (!head) return undefined;
  const because = objectKeptBecause(point, head, now());
  if (because) return because;
  try {
    await ask(region, (s3) => s3.deleteVersion(bucket, key, versionId));
    return undefined;
  } catch (error) {
    // A legal hold, or a lock that the function may not read: S3 has the last word on what may go.
    if (error instanceof AccessDenied) return `S3 does not let it go: ${error.message}`;
    throw error;
  }
}
