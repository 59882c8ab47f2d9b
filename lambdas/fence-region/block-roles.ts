import { InvalidInput, NotReady } from '../../lib/domain/errors';
import type { Fence } from '../../lib/domain/fence';
import type { Instant } from '../../lib/domain/instant';
import type { HeldDatabase } from '../block-writes/task';
import type { DatabaseTarget } from './fence-database';

export interface RoleFenceDeps {
  /** Asks the region's own machine, inside its network, which answers once no session of the application is left. */
  readonly blockWrites: (run: string) => Promise<{ readonly databases: readonly HeldDatabase[] }>;
  readonly beforeChange: () => Promise<void>;
  readonly now: () => Instant;
}

/**
 * The second-best fence: the application may not log in, and its sessions were ended and looked for again. It keeps nobody
 * out who logs in by another role.
 *
 * @throws whatever kept it from holding
 */
export async function blockRoles(
  { blockWrites, beforeChange, now }: RoleFenceDeps,
  { id, applicationRoles }: Pick<DatabaseTarget, 'id' | 'applicationRoles'>,
  fencedFor: string,
): Promise<Fence> {
  if (applicationRoles.length === 0) throw new InvalidInput(`the plan names no applicationRoles of ${id}`);
  await beforeChange();
  const { databases } = await blockWrites(fencedFor);
  const asked = databases.find(({ database }) => database === id);
  if (!asked) throw new NotReady(`nothing was said of the logins to ${id}`);
  const fence = { component: 'database', id, outcome: 'held', heldAt: now() } as const;
  if (asked.outcome === 'standby') {
    return { ...fence, how: 'replica', because: `${id} is a standby and takes no writes` };
  }
  const roles = applicationRoles.join(', ');
  const because = `${roles} may not log in to ${id} and have no session left; other roles may`;
  return { ...fence, how: 'roles', because };
}
