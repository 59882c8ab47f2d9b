import {
  DescribeTasksCommand,
  type DesiredStatus,
  ECSClient,
  type Failure,
  paginateListTasks,
  RunTaskCommand,
  StopTaskCommand,
  type Task,
} from '@aws-sdk/client-ecs';
import { NotReady, TerminalState } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface ContainerTask {
  readonly arn: string;
  /** What it was started as. */
  readonly name: string | undefined;
  /** `PROVISIONING` … `RUNNING` … `STOPPED`; what ECS wants it to be says whether it is on its way out. */
  readonly status: string;
  readonly isLeaving: boolean;
  readonly isHealthy: boolean;
  /** Its address in its subnet, once it has one. */
  readonly address: string | undefined;
  readonly stopped: { readonly because: string; readonly byCaller: boolean } | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

export interface TaskOrder {
  readonly cluster: string;
  readonly family: string;
  /** A second order of the same name, within a day, is answered with the first one's task. */
  readonly name: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Of each container that needs any. */
  readonly environments: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly tags: Readonly<Record<string, string>>;
}

export type ContainerTasks = ReturnType<typeof containerTasks>;

/** As many as one call describes. */
const DESCRIBED_AT_ONCE = 100;

/** Verbs over Fargate tasks on ECS in one region. */
export function containerTasks(access: AwsAccess) {
  const at = `ecs in ${access.region}`;
  const client = withMiddleware(new ECSClient(clientSettings(access)), access);

  async function arnsOf(cluster: string, family: string, desiredStatus: DesiredStatus): Promise<string[]> {
    const arns: string[] = [];
    return asking(`${at}: list tasks of ${family}`, async () => {
      const asked = { cluster, family, desiredStatus };
      for await (const { taskArns = [] } of paginateListTasks({ client }, asked)) arns.push(...taskArns);
      return arns;
    });
  }

  return {
    run: async (order: TaskOrder): Promise<void> => {
      const command = new RunTaskCommand({
        cluster: order.cluster,
        taskDefinition: order.family,
        launchType: 'FARGATE',
        startedBy: order.name,
        clientToken: order.name,
        networkConfiguration: {
          awsvpcConfiguration: {
            subnets: [...order.subnets],
            securityGroups: [...order.securityGroups],
            // There is no NAT gateway: images and S3 are reached by an address of its own, which admits nobody.
            assignPublicIp: 'ENABLED',
          },
        },
        overrides: {
          containerOverrides: Object.entries(order.environments).map(([name, environment]) => ({
            name,
            environment: namesAndValues(environment).map(([key, value]) => ({ name: key, value })),
          })),
        },
        tags: namesAndValues(order.tags).map(([key, value]) => ({ key, value })),
      });
      const what = `${at}: run ${order.family} as ${order.name}`;
      const { tasks = [], failures = [] } = await asking(what, () => client.send(command));
      if (tasks.length === 0) throw notRun(what, failures);
    },

    /** All of a family that run, or stopped within the last hour: so long ECS knows of them. */
    list: async (cluster: string, family: string): Promise<readonly ContainerTask[]> => {
      const arns = [
        ...(await arnsOf(cluster, family, 'RUNNING')),
        ...(await arnsOf(cluster, family, 'STOPPED')),
      ];
      const found: ContainerTask[] = [];
      for (let from = 0; from < arns.length; from += DESCRIBED_AT_ONCE) {
        const tasks = arns.slice(from, from + DESCRIBED_AT_ONCE);
        const command = new DescribeTasksCommand({ cluster, tasks, include: ['TAGS'] });
        const told = await asking(`${at}: describe tasks of ${family}`, () => client.send(command));
        found.push(...(told.tasks ?? []).map(taskOf));
      }
      return found;
    },

    /** Asks for the end of one that may have ended already. */
    stop: async (cluster: string, arn: string, reason: string): Promise<void> => {
      const command = new StopTaskCommand({ cluster, task: arn, reason });
      await asking(`${at}: stop ${arn}`, () => client.send(command));
    },
  };
}

const namesAndValues = (record: Readonly<Record<string, string>>) => Object.entries(record);

/** No room on Fargate passes; whatever else keeps a task from being run does not. */
function notRun(what: string, [first]: readonly Failure[]): Error {
  const because = [first?.reason, first?.detail].filter(Boolean).join(', ') || 'ECS does not say why';
  const said = `${what}: ${because}`;
  return /capacity/i.test(because) ? new NotReady(said) : new TerminalState(said);
}

function taskOf(task: Task): ContainerTask {
  const interfaces = (task.attachments ?? []).flatMap(({ details = [] }) => details);
  return {
    arn: task.taskArn ?? '',
    name: task.startedBy,
    status: task.lastStatus ?? 'unknown',
    isLeaving: task.desiredStatus === 'STOPPED',
    isHealthy: task.healthStatus === 'HEALTHY',
    address: interfaces.find(({ name }) => name === 'privateIPv4Address')?.value,
    stopped: task.lastStatus === 'STOPPED' ? stoppedOf(task) : undefined,
    tags: Object.fromEntries((task.tags ?? []).map(({ key = '', value = '' }) => [key, value])),
  };
}

function stoppedOf({ stoppedReason, stopCode, containers = [] }: Task) {
  const ended = containers.flatMap(({ name, exitCode, reason }) =>
    exitCode === undefined || exitCode === 0
      ? []
      : [`${name} ended with ${exitCode}${reason ? `: ${reason}` : ''}`],
  );
  return {
    because: [stoppedReason ?? 'ECS does not say why', ...ended].join('; '),
    byCaller: stopCode === 'UserInitiated',
  };
}
