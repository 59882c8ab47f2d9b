import type { Task } from '@aws-sdk/client-ecs';
import type { Operations } from './interception';

/** Runs a container task and waits for its end. */
export const RUN_TASK = 'arn:aws:states:::ecs:runTask.sync';

const LOOKS_EVERY_MS = 20;

/** What a machine says, and what it is told of a task's failure, has every member's name begin with a capital. */
type Capitalised = { readonly [name: string]: unknown };

/**
 * `ecs:runTask.sync` as Step Functions carries it out over ECS: runs a task, waits until it has stopped, and fails with its
 * description unless every container ended with 0.
 */
export async function runTaskSync(ecs: Operations | undefined, parameters: unknown): Promise<unknown> {
  if (!ecs?.RunTask || !ecs.DescribeTasks)
    throw new Error('a machine runs a container task in a region without ECS');
  const asked = renamed(parameters, (name) => name.charAt(0).toLowerCase() + name.slice(1)) as Capitalised;
  const { tasks = [] } = (await ecs.RunTask(asked)) as { tasks?: Task[] };
  const [begun] = tasks;
  if (!begun?.taskArn) throw named('AmazonECS.Unknown', 'ECS ran no task');
  for (;;) {
    const told = (await ecs.DescribeTasks({ cluster: asked.cluster, tasks: [begun.taskArn] })) as {
      tasks: Task[];
    };
    const [task] = told.tasks;
    if (!task) throw named('AmazonECS.Unknown', `ECS has lost ${begun.taskArn}`);
    if (task.lastStatus === 'STOPPED') return ended(task);
    await new Promise((resume) => setTimeout(resume, LOOKS_EVERY_MS));
  }
}

function ended(task: Task): unknown {
  const described = renamed(task, (name) => name.charAt(0).toUpperCase() + name.slice(1));
  if ((task.containers ?? []).every(({ exitCode }) => exitCode === 0)) return described;
  throw named('States.TaskFailed', JSON.stringify(described));
}

/** A machine matches the name and hands on the text as the cause. */
const named = (name: string, cause: string): Error => Object.assign(new Error(cause), { name, cause });

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]));
}
