import type { Caches } from '../../lib/aws/caches';
import type { SecurityGroups } from '../../lib/aws/security-groups';
import { NotReady } from '../../lib/domain/errors';
import { type Fence, groupsInForce, leaksBecause } from '../../lib/domain/fence';

export interface CacheFenceDeps {
  readonly caches: Pick<Caches, 'region' | 'globalDatastore' | 'securityGroups' | 'setSecurityGroups'>;
  readonly securityGroups: SecurityGroups;
  /** Makes sure, just before a change, that the fence is still wanted. @throws when it is not */
  readonly beforeChange: () => Promise<void>;
}

/**
 * Leaves only the orchestrator's way in. Connections that are open already go on until the promotion of the other side
 * demotes this one, which makes it read-only.
 *
 * @throws {NotReady} while AWS puts the group into force
 */
export async function fenceCache(
  { caches, securityGroups, beforeChange }: CacheFenceDeps,
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
    return { ...fence, outcome: 'held', because: `${replicationGroup} is a secondary and takes no writes` };
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
  return { ...fence, outcome: 'held', because: `${replicationGroup} has only ${fenceGroup}` };
}
