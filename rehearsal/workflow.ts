import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Invoke } from './functions';
import { meanWaitSeconds, type Retrier } from './mean-wait';

export type WorkflowName =
  | 'wal-check'
  | 'failover'
  | 'logical-dump'
  | 'snapshot'
  | 'probe'
  | 'heartbeat'
  | 'cache-backup'
  | 'restore'
  | 'drill';

/** Runs a container task and waits for its end. */
const RUN_TASK = 'arn:aws:states:::ecs:runTask.sync';
/** The interpreter wants a whole ARN where the file has a placeholder. */
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';

interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Seconds?: number;
  readonly Retry?: readonly Retrier[];
  readonly Branches?: readonly { readonly States: States }[];
  readonly ItemProcessor?: { readonly States: States };
}
type States = Readonly<Record<string, State>>;

export interface Execution {
  readonly name: string;
  /** The machine's output. Rejects with the error that its Fail state names, or with the abort. */
  readonly result: Promise<unknown>;
  abort(): void;
}

export interface ExecutionSettings {
  readonly name: string;
  readonly input: unknown;
  readonly functions: ReadonlyMap<string, Invoke>;
  /** Does what a machine asks of ECS. */
  readonly runTask: Invoke;
  /** By what the waits of the machine are divided: between retries, and where `Seconds` says so. */
  readonly compression: number;
  /** Stands between the machine and each task, by the state's name; for watching and for crashing. */
  readonly around?: ((state: string, run: () => Promise<unknown>) => Promise<unknown>) | undefined;
}

/** A shipped machine, run from its file with its tasks bound to the shipped functions. */
export class Workflow {
  readonly #machine: StateMachine;
  readonly #states: ReadonlyMap<string, State>;

  constructor(name: WorkflowName) {
    const file = join(import.meta.dirname, '..', 'statemachines', `${name}.asl.json`);
    const definition = JSON.parse(readFileSync(file, 'utf8').replace(/\$\{(\w+)\}/g, `${FUNCTION_ARN}$1`));
    this.#states = new Map(statesOf(definition.States));
    this.#machine = new StateMachine(definition as StateMachineDefinition);
  }

  start({ name, input, functions, runTask, compression, around }: ExecutionSettings): Execution {
    const tasks: Record<string, (event: unknown) => Promise<unknown>> = {};
    const retries: Record<string, number[]> = {};
    const waits: Record<string, number> = {};
    for (const [state, { Type, Resource, Retry, Seconds }] of this.#states) {
      if (Type === 'Task' && Resource) {
        const invoke = Resource === RUN_TASK ? runTask : functions.get(functionIn(Resource));
        if (!invoke) throw new Error(`${state} calls ${Resource}, which is not a shipped function`);
        tasks[state] = (event) => (around ? around(state, () => invoke(event)) : invoke(event));
      }
      if (Retry) retries[state] = Retry.map((retrier) => (meanWaitSeconds(retrier) * 1000) / compression);
      if (Seconds !== undefined) waits[state] = (Seconds * 1000) / compression;
    }
    const { result, abort } = this.#machine.run(input as never, {
      overrides: {
        taskResourceLocalHandlers: tasks as never,
        retryIntervalOverrides: retries,
        waitTimeOverrides: waits,
      },
      context: {
        Execution: { Name: name, Input: input as never, StartTime: new Date().toISOString() },
      } as never,
    });
    return { name, result, abort };
  }
}

function statesOf(states: States): [string, State][] {
  return Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.Branches ?? []).flatMap((branch) => statesOf(branch.States)),
    ...statesOf(state.ItemProcessor?.States ?? {}),
  ]);
}

/** `…:PromoteDatabase` is the function in the folder promote-database. */
const functionIn = (resource: string): string =>
  resource
    .slice(FUNCTION_ARN.length)
    .replace(/(?!^)([A-Z])/g, '-$1')
    .toLowerCase();
