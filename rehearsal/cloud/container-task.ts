import type { ContainerOverride, RunTaskRequest, Task } from '@aws-sdk/client-ecs';

/** One of a task's containers failed, and with it the task. */
export class ContainerFailed extends Error {
  override readonly name = 'ContainerFailed';
  constructor(
    readonly container: string,
    because: string,
    readonly exitCode = 1,
  ) {
    super(because);
  }
}

/** What the containers of a task have in common. */
export interface TaskRoom {
  readonly folder: string;
  /** What whoever ran the task told a container. */
  readonly environmentOf: (container: string) => Readonly<Record<string, string>>;
  /** Says that the task serves from now on, and on which port of this machine. */
  readonly open: (port: number) => void;
  /** Rings when somebody stops the task. */
  readonly stopping: AbortSignal;
}

export interface TaskDefinition {
  readonly containers: readonly string[];
  /** Does what the containers do, and returns when the last of them has ended. @throws {ContainerFailed} */
  readonly run: (room: TaskRoom) => Promise<void>;
}

/** What ECS says of a task that it has just begun. */
export const begunTask = (
  { startedBy, tags }: RunTaskRequest,
  { containers }: TaskDefinition,
  address: string,
): Task => ({
  startedBy,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  healthStatus: 'UNKNOWN',
  attachments: [{ details: [{ name: 'privateIPv4Address', value: address }] }],
  containers: containers.map((name) => ({ name })),
  tags,
});

export const sameToken = ({ startedBy }: Task, { clientToken }: RunTaskRequest): boolean =>
  clientToken !== undefined && startedBy === clientToken;

export const addressOf = ({ attachments = [] }: Task): string | undefined =>
  attachments[0]?.details?.find(({ name }) => name === 'privateIPv4Address')?.value;

export function environmentIn(told: readonly ContainerOverride[], container: string): Record<string, string> {
  const found = told.find(({ name }) => name === container);
  return Object.fromEntries((found?.environment ?? []).map(({ name = '', value = '' }) => [name, value]));
}

/** Containers run one after another: those before the one that failed ended well, those behind it never began. */
export function endsOf(containers: readonly string[], failure: unknown): Task['containers'] {
  if (failure === undefined) return containers.map((name) => ({ name, exitCode: 0 }));
  const failed = failure instanceof ContainerFailed ? failure.container : containers[0];
  const at = containers.indexOf(failed ?? '');
  return containers.map((name, index) => {
    if (index < at) return { name, exitCode: 0 };
    if (index > at) return { name };
    const exitCode = failure instanceof ContainerFailed ? failure.exitCode : 1;
    return { name, exitCode, reason: failure instanceof Error ? failure.message : String(failure) };
  });
}
