import type { ContainerTask, ContainerTasks } from '../../../lib/aws/tasks';
import { InvalidInput } from '../../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../../lib/domain/instant';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import { type Deployment, type Place, placeOf } from '../../../lib/plan/deployment';
import { clusterName, serverFamilies } from '../../../lib/plan/task-names';
import type { Restored, Restorer } from './restorer';
import { type ArchiveBases, serverOf } from './server-of';

interface Deps {
  readonly deployment: Deployment;
  readonly tasks: (region: string) => Pick<ContainerTasks, 'run' | 'list' | 'stop'>;
  readonly bases: ArchiveBases;
  readonly now: () => Instant;
}

const POSTGRES_PORT = 5432;

/**
 * Restores dumps and WAL archives into PostgreSQL 16 in a container, in the region that they lie in. Such a server is for
 * reading from, whatever it was restored for: it has no storage that outlives it, and always ends.
 *
 * It asks for no password. Its security group is the one of fenced databases, which admits the orchestrator alone; whoever
 * gets past that reads a copy and can change nothing that lasts.
 */
export function serverRestorer({ deployment, tasks, bases, now }: Deps): Restorer {
  const cluster = clusterName(deployment);

  const all = async (region: string): Promise<readonly ContainerTask[]> => {
    const listed = await Promise.all(
      serverFamilies(deployment).map((family) => tasks(region).list(cluster, family)),
    );
    return listed.flat().filter((task) => isOurs(deployment, task));
  };
  const ofTarget = async ({ target, region }: Pick<Restored, 'target' | 'region'>) =>
    (await all(region)).filter(({ name }) => name === target);

  return {
    find: async (order) => {
      const found = await ofTarget(order);
      const task = found.find(({ stopped }) => !stopped) ?? found.find(({ stopped }) => !stopped?.byCaller);
      return task && restoredOf(task, order.target, order.region);
    },

    start: async (order) => {
      mustBeTarget(deployment, order.target);
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
        cluster,
        name: order.target,
        subnets: subnetsOf(deployment, place),
        tags: {
          [DEPLOYMENT_TAG]: deployment.name,
          [RUN_TAG]: order.run,
          [SCRATCH_UNTIL_TAG]: expiresAt,
        },
      });
    },

    remove: async (made) => {
      mustBeTarget(deployment, made.target);
      const running = (await ofTarget(made)).filter(({ stopped }) => !stopped);
      for (const { arn, isLeaving } of running) {
        if (!isLeaving) await tasks(made.region).stop(cluster, arn, 'firebackup: not needed any more');
      }
      return running.length === 0 ? 'gone' : 'going';
    },

    scratch: async (region) =>
      (await all(region)).flatMap((task) =>
        task.name === undefined || task.stopped ? [] : [restoredOf(task, task.name, region)],
      ),
  };
}

/** By all three marks: what lacks one was not made by a restore of this deployment. */
const isOurs = ({ name: deployment }: Deployment, { name, tags }: ContainerTask): boolean =>
  tags[DEPLOYMENT_TAG] === deployment &&
  SCRATCH_UNTIL_TAG in tags &&
  name !== undefined &&
  isRestoreTarget(deployment, name);

function mustBeTarget({ name }: Deployment, target: string): void {
  if (isRestoreTarget(name, target)) return;
  throw new InvalidInput(`${target} is not a name that a restore of ${name} gives; nothing is done to it`);
}

/** Dumps are made from subnets that reach the internet by a public address, and so are they restored. */
function subnetsOf({ dumps }: Deployment, place: Place): readonly string[] {
  const [policy] = dumps;
  if (policy) return policy.subnets[place];
  throw new InvalidInput(
    'the plan names no subnets for containers; expected a policy of dumps, whose subnets they get',
  );
}

function restoredOf(task: ContainerTask, target: string, region: string): Restored {
  const { address, isHealthy, stopped, status, tags } = task;
  const isOpen = status === 'RUNNING' && isHealthy && address !== undefined;
  return {
    target,
    region,
    status,
    ...(isOpen && { endpoint: { host: address, port: POSTGRES_PORT } }),
    ...(stopped && { hopelessBecause: `the server ${target} in ${region} stopped: ${stopped.because}` }),
    tags,
  };
}
