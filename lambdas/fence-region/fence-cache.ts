import type { Caches } from '../../lib/aws/caches';
import type { SecurityGroups } from '../../lib/aws/security-groups';
import { NotReady } from '../../lib/domain/errors';
import { type Fence, groupsInForce, leaksBecause } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';

export interface CacheFenceDeps {
  readonly caches: Pick<Caches, 'region' | 'globalDatastore' | 'securityGroups' | 'setSecurityGroups'>;
  readonly securityGroups: SecurityGroups;
  /** Makes sure, just before a change, that the fence is still wanted. @throws when it is not */
  readonly beforeChange: () => Promise<void>;
  readonly now: () => Instant;
}

/**
 * Leaves only the orchestrator's way in. Connections that are open already go on until the promotion of the other side
 * demotes this one, which makes it read-only.
 *
 * @throws {NotReady} while AWS puts the group into force
 */
export async function fenceCache(
  { caches, securityGroups, beforeChange, now }: CacheFenceDeps,
  target: {
    id: string;
    globalDatastore: string;
    replicationGroup: string;
    fenceGroup: string;
    orchestratorGroup: string;
  },
): Promise<Fence> {
  const { id, globalDatastore, replicationGroup, fenceGroup, orchestratorGroup } = target;
  const fence = { component: 'cache', id } as const;
  const { members } = await caches.globalDatastore(globalDatastore);
  if (members.find((member) => member.region === caches.region)?.role === 'secondary') {
    const because = `${replicationGroup} is a secondary and takes no writes`;
    return { ...fence, outcome: 'held', how: 'replica', because, heldAt: now() };
  }
  const leak = leaksBecause(fenceGroup, await securityGroups.admits(fenceGroup), orchestratorGroup);
  if (leak) return { ...fence, outcome: 'unfenced', because: leak };

  let inForce = groupsInForce(await caches.securityGroups(replicationGroup), [fenceGroup]);
  if (inForce === false) {
    await beforeChange();
    await caches.setSecurityGroups(replicationGroup, [fenceGroup]);
    inForce = groupsInForce(await caches.securityGroups(replicationGroup), [fenceGroup]);
  }
  if (!inForce) throw new NotReady(`security group ${fenceGroup} of ${replicationGroup} is not in force yet`);
  const because = `${replicationGroup} has only ${fenceGroup}; connections open before go on until it is demoted`;
  return { ...fence, outcome: 'held', how: 'security-group', because, heldAt: now() };
}
