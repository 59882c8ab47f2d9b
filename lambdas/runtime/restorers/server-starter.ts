import type { ContainerTasks } from '../../../lib/aws/tasks';
import { InvalidInput } from '../../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../../lib/domain/instant';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { type Deployment, type Place, placeOf } from '../../../lib/plan/deployment';
import { clusterName } from '../../../lib/plan/task-names';
import { mustBeTarget } from './must-be-target';
import type { Starter } from './restorer';
import { type ArchiveBases, serverOf } from './server-of';

interface Deps {
  readonly deployment: Deployment;
  readonly tasks: (region: string) => Pick<ContainerTasks, 'run'>;
  readonly bases: ArchiveBases;
  readonly now: () => Instant;
}

/**
 * Restores dumps and WAL archives into PostgreSQL 16 in a container, in the region that they lie in. Such a server is for
 * reading from, whatever it was restored for: it has no storage that outlives it, and always ends.
 *
 * It asks for no password. Its security group is the one of fenced databases, which admits the orchestrator alone; whoever
 * gets past that reads a copy and can change nothing that lasts.
 */
export const serverStarter = ({ deployment, tasks, bases, now }: Deps): Starter => ({
  start: async (order) => {
    mustBeTarget(deployment.name, order.target);
    if (order.point.region !== order.region) {
      throw new InvalidInput(
        `${order.point.kind} ${order.point.id} lies in ${order.point.region}; expected to restore it there, not in ${order.region}`,
      );
    }
    const place = placeOf(deployment, order.region);
    const expiresAt = order.expiresAt ?? secondsAfter(now(), deployment.drill.scratchExpiresAfter);
    const server = await serverOf(deployment, { ...order, expiresAt }, bases);
    await tasks(order.region).run({
      ...server,
      cluster: clusterName(deployment),
      name: order.target,
      subnets: subnetsOf(deployment, place),
      tags: {
        [DEPLOYMENT_TAG]: deployment.name,
        [RUN_TAG]: order.run,
        [SCRATCH_UNTIL_TAG]: expiresAt,
      },
    });
  },
});

/** Dumps are made from subnets that reach the internet by a public address, and so are they restored. */
function subnetsOf({ dumps }: Deployment, place: Place): readonly string[] {
  const [policy] = dumps;
  if (policy) return policy.subnets[place];
  throw new InvalidInput(
    'the plan names no subnets for containers; expected a policy of dumps, whose subnets they get',
  );
}
