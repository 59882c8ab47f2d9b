import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ClusterNotFoundException,
  type ContainerOverride,
  InvalidParameterException,
  type RunTaskRequest,
  type Task,
} from '@aws-sdk/client-ecs';
import { ACCOUNT } from './account';
import {
  addressOf,
  begunTask,
  endsOf,
  environmentIn,
  sameToken,
  type TaskDefinition,
  type TaskRoom,
} from './container-task';
import type { Operations } from './interception';

export interface EcsSettings {
  readonly region: string;
  readonly cluster: string;
  readonly folder: string;
  readonly now: () => Date;
  readonly definitions: ReadonlyMap<string, TaskDefinition>;
}

interface Running {
  task: Task;
  readonly family: string;
  readonly stop: AbortController;
  port?: number;
}

/** ECS in one region, with one cluster: tasks that do on this machine what their containers would. */
export class Ecs {
  readonly #tasks = new Map<string, Running>();

  constructor(private readonly settings: EcsSettings) {}

  readonly operations: Operations = {
    RunTask: async (input: RunTaskRequest) => {
      this.#demandCluster(input.cluster);
      const again = [...this.#tasks.values()].find(({ task }) => sameToken(task, input));
      return { tasks: [(again ?? this.#begin(input)).task], failures: [] };
    },
    ListTasks: async ({ cluster, family, desiredStatus = 'RUNNING' }) => {
      this.#demandCluster(cluster);
      const found = [...this.#tasks.values()].filter(
        (running) => running.family === family && running.task.desiredStatus === desiredStatus,
      );
      return { taskArns: found.map(({ task }) => task.taskArn) };
    },
    DescribeTasks: async ({ cluster, tasks }) => {
      this.#demandCluster(cluster);
      return { tasks: tasks.flatMap((arn: string) => this.#tasks.get(arn)?.task ?? []), failures: [] };
    },
    StopTask: async ({ cluster, task: arn, reason }) => {
      this.#demandCluster(cluster);
      const found = this.#tasks.get(arn);
      if (!found)
        throw new InvalidParameterException({ $metadata: {}, message: 'The referenced task was not found.' });
      if (found.task.lastStatus === 'STOPPED') return { task: found.task };
      found.task = {
        ...found.task,
        desiredStatus: 'STOPPED',
        stoppedReason: reason,
        stopCode: 'UserInitiated',
      };
      found.stop.abort();
      return { task: found.task };
    },
  };

  /** How many tasks were ever run. */
  get begun(): number {
    return this.#tasks.size;
  }

  /** The families of the tasks that run, or are on their way. */
  get running(): readonly string[] {
    return [...this.#tasks.values()]
      .filter(({ task }) => task.lastStatus !== 'STOPPED')
      .map(({ family }) => family);
  }

  /** Where a task's address in its subnet leads on this machine; any other address leads where it says. */
  readonly route = <To extends { readonly host: string; readonly port: number }>(to: To): To => {
    const found = [...this.#tasks.values()].find(({ task }) => addressOf(task) === to.host);
    return found?.port === undefined ? to : { ...to, host: '127.0.0.1', port: found.port };
  };

  /** Stops all that run, as the loss of the region does. */
  stopAll(): void {
    for (const { stop } of this.#tasks.values()) stop.abort();
  }

  #begin(input: RunTaskRequest): Running {
    const { region, cluster, definitions, now } = this.settings;
    const family = input.taskDefinition ?? '';
    const definition = definitions.get(family);
    if (!definition) {
      throw new InvalidParameterException({ $metadata: {}, message: `TaskDefinition not found: ${family}` });
    }
    const number = this.#tasks.size + 1;
    const taskArn = `arn:aws:ecs:${region}:${ACCOUNT}:task/${cluster}/${String(number).padStart(32, '0')}`;
    const running: Running = {
      family,
      stop: new AbortController(),
      task: { ...begunTask(input, definition, `10.0.0.${number}`), taskArn, createdAt: now() },
    };
    this.#tasks.set(taskArn, running);
    void this.#run(running, definition, input.overrides?.containerOverrides ?? []);
    return running;
  }

  async #run(
    running: Running,
    definition: TaskDefinition,
    told: readonly ContainerOverride[],
  ): Promise<void> {
    const folder = join(this.settings.folder, `task-${this.settings.region}-${this.#tasks.size}`);
    const room: TaskRoom = {
      folder,
      environmentOf: (container) => environmentIn(told, container),
      open: (port) => {
        running.port = port;
        running.task = { ...running.task, healthStatus: 'HEALTHY' };
      },
      stopping: running.stop.signal,
    };
    let failure: unknown;
    try {
      await mkdir(folder, { recursive: true });
      await definition.run(room);
    } catch (error) {
      failure = error;
    }
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    running.task = {
      ...running.task,
      lastStatus: 'STOPPED',
      desiredStatus: 'STOPPED',
      stopCode: running.task.stopCode ?? 'EssentialContainerExited',
      stoppedReason: running.task.stoppedReason ?? 'Essential container in task exited',
      containers: endsOf(definition.containers, failure),
    };
  }

  #demandCluster(cluster: string | undefined): void {
    if (cluster === this.settings.cluster) return;
    throw new ClusterNotFoundException({ $metadata: {}, message: `Cluster not found: ${cluster}` });
  }
}
