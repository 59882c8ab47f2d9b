import type { ContainerTask, ContainerTasks } from '../../../lib/aws/tasks';
import { SCRATCH_UNTIL_TAG } from '../../../lib/domain/restore-order';
import { isRestoreTarget } from '../../../lib/domain/restore-target';
import { DEPLOYMENT_TAG } from '../../../lib/domain/snapshot-name';
import type { Deployment } from '../../../lib/plan/deployment';
import { clusterName, serverFamilies } from '../../../lib/plan/task-names';
import { mustBeTarget } from './must-be-target';
import type { Restored, Restorer } from './restorer';

interface Deps {
  readonly deployment: Deployment;
  readonly tasks: (region: string) => Pick<ContainerTasks, 'list' | 'stop'>;
}

const POSTGRES_PORT = 5432;

/** Servers in containers that dumps and WAL archives were restored into. */
export function serverRestorer({ deployment, tasks }: Deps): Restorer {
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

    remove: async (made) => {
      mustBeTarget(deployment.name, made.target);
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
