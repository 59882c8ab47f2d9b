import type { Databases } from '../../lib/aws/databases';
import type { SecurityGroups } from '../../lib/aws/security-groups';
import { NotReady } from '../../lib/domain/errors';
import { type Fence, groupsInForce, leaksBecause } from '../../lib/domain/fence';
import { hopelessBecause } from '../../lib/domain/instance-status';

export interface DatabaseFenceDeps {
  readonly databases: Pick<Databases, 'instance' | 'setSecurityGroups' | 'reboot' | 'tag'>;
  readonly securityGroups: SecurityGroups;
  /** Makes sure, just before each change, that the fence is still wanted. @throws when it is not */
  readonly beforeChange: () => Promise<void>;
}

/** Names the role change that an instance was fenced for, so that its sessions are ended once and not at every call. */
const FENCED_FOR = 'firebackup:fenced-for';
const STILL_OPEN = 'sessions-open';

/**
 * Leaves only the orchestrator's way in. Swapping the security group stops new connections alone: those that are open
 * are tracked and go on, so the instance is rebooted too, which ends every session. One that cannot be rebooted, because it
 * is in a state that it does not leave, is not fenced with certainty.
 *
 * @throws {NotReady} while AWS puts the group into force
 */
export async function fenceDatabase(
  { databases, securityGroups, beforeChange }: DatabaseFenceDeps,
  target: { id: string; instance: string; fenceGroup: string; orchestratorGroup: string },
  fencedFor: string,
): Promise<Fence> {
  const { id, instance: name, fenceGroup, orchestratorGroup } = target;
  const instance = await databases.instance(name);
  const fence = { component: 'database', id } as const;
  if (instance.replicaSource !== undefined) {
    return { ...fence, outcome: 'held', because: `${name} is a replica and takes no writes` };
  }
  const leak = leaksBecause(fenceGroup, await securityGroups.admits(fenceGroup), orchestratorGroup);
  if (leak) return { ...fence, outcome: 'unfenced', because: leak };

  let inForce = groupsInForce(instance.securityGroups, [fenceGroup]);
  let ended = instance.tags[FENCED_FOR];
  if (inForce === false) {
    // Whoever got in since an earlier fence has sessions again: they are to be ended again, also after a crash here.
    ended = STILL_OPEN;
    await beforeChange();
    await databases.tag(instance.arn, { [FENCED_FOR]: ended });
    await databases.setSecurityGroups(name, [fenceGroup]);
    inForce = groupsInForce((await databases.instance(name)).securityGroups, [fenceGroup]);
  }
  if (!inForce) throw new NotReady(`security group ${fenceGroup} of ${name} is not in force yet`);
  const hopeless = hopelessBecause(name, instance.status);
  if (hopeless) {
    const because = `${name} has only ${fenceGroup}, and open sessions may go on: ${hopeless}`;
    return { ...fence, outcome: 'unfenced', because };
  }
  if (ended !== fencedFor) {
    await beforeChange();
    await databases.reboot(name);
    await databases.tag(instance.arn, { [FENCED_FOR]: fencedFor });
  }
  return {
    ...fence,
    outcome: 'held',
    because: `${name} has only ${fenceGroup}, its sessions were ended by a reboot`,
  };
}
