import type { DatabaseInstance, Databases } from '../../lib/aws/databases';
import type { SecurityGroups } from '../../lib/aws/security-groups';
import { NotReady } from '../../lib/domain/errors';
import { type Fence, groupsInForce, leaksBecause } from '../../lib/domain/fence';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { Instant } from '../../lib/domain/instant';
import { FENCED_AT, FENCED_FOR, rebootingFor, SESSIONS_OPEN } from './fence-tags';

export interface DatabaseFenceDeps {
  readonly databases: Pick<Databases, 'instance' | 'setSecurityGroups' | 'reboot' | 'tag'>;
  readonly securityGroups: SecurityGroups;
  /** Makes sure, just before each change, that the fence is still wanted. @throws when it is not */
  readonly beforeChange: () => Promise<void>;
  readonly now: () => Instant;
}

export interface DatabaseTarget {
  readonly id: string;
  readonly instance: string;
  readonly fenceGroup: string;
  readonly orchestratorGroup: string;
  readonly applicationRoles: readonly string[];
}

/**
 * The best fence: leaves only the orchestrator's way in. Swapping the security group stops new connections alone; those
 * that are open are tracked and go on, so the instance is rebooted too, which ends every session, also those of a server
 * that only stood still. Believed once RDS says that the reboot is over: it says `rebooting` from the answer to the call on.
 *
 * @throws {NotReady} while AWS puts the group into force, or reboots
 */
export async function fenceDatabase(
  deps: DatabaseFenceDeps,
  target: DatabaseTarget,
  fencedFor: string,
): Promise<Fence> {
  const { databases, securityGroups, beforeChange, now } = deps;
  const { id, instance: name, fenceGroup, orchestratorGroup } = target;
  let instance = await databases.instance(name);
  const fence = { component: 'database', id } as const;
  if (instance.replicaSource !== undefined) {
    const because = `${name} is a replica and takes no writes`;
    return { ...fence, outcome: 'held', how: 'replica', because, heldAt: now() };
  }
  const leak = leaksBecause(fenceGroup, await securityGroups.admits(fenceGroup), orchestratorGroup);
  if (leak) return { ...fence, outcome: 'unfenced', because: leak };

  if (groupsInForce(instance.securityGroups, [fenceGroup]) === false) {
    await beforeChange();
    // Whoever got in since an earlier fence has sessions again: they are to be ended again, also after a crash here.
    await databases.tag(instance.arn, { [FENCED_FOR]: SESSIONS_OPEN });
    await databases.setSecurityGroups(name, [fenceGroup]);
    instance = await databases.instance(name);
  }
  if (!groupsInForce(instance.securityGroups, [fenceGroup])) {
    throw new NotReady(`security group ${fenceGroup} of ${name} is not in force yet`);
  }
  const fenced = { ...fence, outcome: 'held', how: 'security-group' } as const;
  if (instance.status === 'stopped') {
    return { ...fenced, because: `${name} has only ${fenceGroup} and is stopped`, heldAt: now() };
  }
  const hopeless = hopelessBecause(name, instance.status);
  if (hopeless) {
    const because = `${name} has only ${fenceGroup}, and open sessions may go on: ${hopeless}`;
    return { ...fence, outcome: 'unfenced', because };
  }
  const heldAt = await endSessions(deps, instance, fencedFor);
  return {
    ...fenced,
    because: `${name} has only ${fenceGroup}, its sessions were ended by a reboot`,
    heldAt,
  };
}

/** @returns since when none of the sessions before the fence is left. @throws {NotReady} while it reboots */
async function endSessions(
  { databases, beforeChange, now }: DatabaseFenceDeps,
  { id, arn, tags }: DatabaseInstance,
  fencedFor: string,
): Promise<Instant> {
  if (tags[FENCED_FOR] === fencedFor) return tags[FENCED_AT] ?? now();
  if (tags[FENCED_FOR] !== rebootingFor(fencedFor)) {
    await beforeChange();
    await databases.reboot(id);
    await databases.tag(arn, { [FENCED_FOR]: rebootingFor(fencedFor) });
  }
  const { status } = await databases.instance(id);
  if (status === 'rebooting') throw new NotReady(`the sessions of ${id} are being ended by a reboot`);
  const endedAt = now();
  await databases.tag(arn, { [FENCED_FOR]: fencedFor, [FENCED_AT]: endedAt });
  return endedAt;
}
