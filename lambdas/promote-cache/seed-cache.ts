import type { CacheGroups } from '../../lib/aws/cache-groups';
import type { Ledger } from '../../lib/aws/ledger';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import { type CacheBackupPoint, seedInWords, seedsFor } from '../../lib/domain/cache-seeding';
import { cacheHopelessBecause } from '../../lib/domain/cache-status';
import { NotFound, TerminalState } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { RUN_TAG } from '../../lib/domain/restore-order';
import type { Claim } from '../../lib/domain/role';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { cacheOf, type Deployment, placeOf } from '../../lib/plan/deployment';
import { SEEDED_TAG } from '../runtime/seeded-tag';
import { currentObjectArn } from '../runtime/seeding';

export interface SeedDeps {
  readonly deployment: Deployment;
  readonly ledger: Pick<Ledger, 'hold' | 'recoveryPoints'>;
  readonly groups: Pick<CacheGroups, 'region' | 'group' | 'createSeeded'>;
  readonly objects: ObjectHeads;
  readonly now: () => Instant;
}

/**
 * Fills a new cache, under the name that the plan has for this region, from the newest backup that lies here whole. One of
 * that name is taken for an earlier call's; what has become of it, the state after this one looks at.
 */
export async function seedCache(
  { deployment, ledger, groups, objects, now }: SeedDeps,
  { claim, cache: id }: { readonly claim: Claim; readonly cache: string },
): Promise<'accepted' | 'already'> {
  const { region } = groups;
  const cache = cacheOf(deployment, id);
  const place = placeOf(deployment, region);
  const { replicationGroup, subnetGroup, securityGroups } = cache[place];
  const found = await groups.group(replicationGroup);
  const hopeless = found && cacheHopelessBecause(replicationGroup, found.status);
  if (hopeless) throw new TerminalState(`${hopeless}; delete it, then start the run again`);
  if (found?.globalRole === 'secondary') {
    throw new TerminalState(
      `${replicationGroup} is a secondary of a global datastore and takes no writes: fail it over by hand, and let the plan say promote`,
    );
  }
  if (found) return 'already';

  const seeds = seedsFor(await ledger.recoveryPoints(), { store: id, region });
  const { point, objectArn } = await firstWhole(seeds, objects, `${id} in ${region}`);
  await ledger.hold(claim, now());
  await groups.createSeeded({
    replicationGroup,
    objectArn,
    nodeType: cache.nodeType,
    // A primary and a replica in another zone: from now on this is the cache.
    nodes: 2,
    subnetGroup,
    securityGroups,
    keyArn: deployment.keys[place],
    tags: {
      [DEPLOYMENT_TAG]: deployment.name,
      [RUN_TAG]: claim.run,
      [SEEDED_TAG]: seedInWords(point, now()),
    },
  });
  return 'accepted';
}

/** @throws {NotFound} that says of each backup why it is none */
async function firstWhole(
  seeds: readonly CacheBackupPoint[],
  objects: SeedDeps['objects'],
  what: string,
): Promise<{ point: CacheBackupPoint; objectArn: string }> {
  const refused: string[] = [];
  for (const point of seeds) {
    try {
      return { point, objectArn: await currentObjectArn(point, objects) };
    } catch (error) {
      if (!(error instanceof NotFound || error instanceof TerminalState)) throw error;
      refused.push(error.message);
    }
  }
  const why = refused.length > 0 ? refused.join('; ') : 'the ledger has none that is not disproven';
  throw new NotFound(`no backup to fill ${what} from: ${why}`);
}
