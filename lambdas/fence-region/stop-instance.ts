import type { DatabasePower } from '../../lib/aws/database-power';
import type { Databases } from '../../lib/aws/databases';
import { NotReady } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import type { DatabaseTarget } from './fence-database';
import { STOPPED_FOR } from './fence-tags';

export interface StopFenceDeps {
  readonly databases: Pick<Databases, 'instance' | 'tag'>;
  readonly power: DatabasePower;
  readonly beforeChange: () => Promise<void>;
  readonly now: () => Instant;
}

/**
 * The last fence: nothing runs. It takes minutes, RDS refuses it while the instance has a read replica, and after seven
 * days RDS starts the instance again, which the guard then finds and fences anew.
 *
 * @throws {NotReady} while it is being stopped; whatever else kept it from holding
 */
export async function stopInstance(
  { databases, power, beforeChange, now }: StopFenceDeps,
  { id, instance: name }: Pick<DatabaseTarget, 'id' | 'instance'>,
  fencedFor: string,
): Promise<Fence> {
  const { arn, status, restartsAt } = await databases.instance(name);
  if (status === 'stopped') {
    const because = `${name} is stopped, until RDS starts it again ${restartsAt ? `at ${restartsAt}` : 'within seven days'}`;
    const fence = { component: 'database', id, outcome: 'held', how: 'stopped', because } as const;
    return { ...fence, heldAt: now(), until: restartsAt };
  }
  if (status !== 'stopping') {
    await beforeChange();
    await databases.tag(arn, { [STOPPED_FOR]: fencedFor });
    await power.stop(name);
  }
  throw new NotReady(`${name} is being stopped`);
}
