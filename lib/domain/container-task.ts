/** The parts of a task's description on ECS that tell why it stopped; capitals as Step Functions words them, or the SDK. */
interface Described {
  readonly [member: string]: unknown;
}

/**
 * Why a container task stopped, from the description that Step Functions makes the cause of its failure. A cause that is
 * something else stays as it is.
 */
export function stoppedTaskInWords(cause: string): string {
  const task = parsedObject(cause);
  const containers = task?.Containers;
  if (!task || !Array.isArray(containers)) return cause;
  const ended = containers.flatMap((container: Described) =>
    container.ExitCode === 0 ? [] : [containerInWords(container)],
  );
  return [String(task.StoppedReason ?? 'the task stopped'), ...ended].join('; ');
}

function containerInWords({ Name, ExitCode, Reason }: Described): string {
  const how = ExitCode === undefined ? 'did not begin' : `ended with ${ExitCode}`;
  return `${Name} ${how}${Reason === undefined ? '' : `: ${Reason}`}`;
}

function parsedObject(text: string): Described | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Described) : undefined;
  } catch {
    return undefined;
  }
}
