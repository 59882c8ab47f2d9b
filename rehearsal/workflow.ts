import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { Invoke } from './functions';
import { meanWaitSeconds, type Retrier } from './mean-wait';

export type WorkflowName =
  | 'wal-check'
  | 'failback'
  | 'failover'
  | 'logical-dump'
  | 'snapshot'
  | 'probe'
  | 'heartbeat'
  | 'cache-backup'
  | 'restore'
  | 'drill'
  | 'switchover'
  | 'write-access';

/** The interpreter wants a whole ARN where the file has a placeholder. */
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:111122223333:function:';
/** Ends the names of placeholders that stand for another machine. */
const MACHINE = 'Machine';

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
  /** The tasks that it has come to, in their order; one that is tried again is not entered again. */
  readonly entered: readonly { readonly state: string; readonly at: Date }[];
  abort(): void;
}

export interface ExecutionSettings {
  readonly name: string;
  readonly input: unknown;
  readonly functions: ReadonlyMap<string, Invoke>;
  /** Does what a machine asks of AWS without a function, by the resource that its state names. */
  readonly services: Readonly<Record<string, Invoke>>;
  /** By what the waits of the machine are divided: between retries, and where `Seconds` says so. */
  readonly compression: number;
  /** Stands between the machine and each task, by the state's name; for watching and for crashing. */
  readonly around?: ((state: string, run: () => Promise<unknown>) => Promise<unknown>) | undefined;
}

/** A shipped machine, run from its file with its tasks bound to the shipped functions. */
export class Workflow {
  readonly #machine: StateMachine;
  readonly #states: ReadonlyMap<string, State>;

  /** `machineArn` fills placeholders that name another machine, as `${SwitchoverMachine}` does. */
  constructor(name: WorkflowName, machineArn: (other: WorkflowName) => string) {
    const file = join(import.meta.dirname, '..', 'statemachines', `${name}.asl.json`);
    const fill = (placeholder: string) =>
      placeholder.endsWith(MACHINE)
        ? machineArn(kebabCase(placeholder.slice(0, -MACHINE.length)) as WorkflowName)
        : `${FUNCTION_ARN}${placeholder}`;
    const text = readFileSync(file, 'utf8').replace(/\$\{(\w+)\}/g, (_, placeholder) => fill(placeholder));
    const definition = JSON.parse(text, withPathIntoPayload);
    this.#states = new Map(statesOf(definition.States));
    // The tests check every file once; checking it anew takes the interpreter a second, in the middle of what is measured.
    this.#machine = new StateMachine(definition as StateMachineDefinition, {
      validationOptions: { noValidate: true },
    });
  }

  start({ name, input, functions, services, compression, around }: ExecutionSettings): Execution {
    const tasks: Record<string, (event: unknown) => Promise<unknown>> = {};
    const retries: Record<string, number[]> = {};
    const waits: Record<string, number> = {};
    const entered: { state: string; at: Date }[] = [];
    for (const [state, { Type, Resource, Retry, Seconds }] of this.#states) {
      if (Type === 'Task' && Resource) {
        const invoke = services[Resource] ?? functions.get(functionIn(Resource));
        if (!invoke) throw new Error(`${state} calls ${Resource}, which is not a shipped function`);
        tasks[state] = (event) => {
          if (entered.at(-1)?.state !== state) entered.push({ state, at: new Date() });
          return around ? around(state, () => invoke(event)) : invoke(event);
        };
      }
      if (Retry) retries[state] = Retry.map((retrier) => shortened(meanWaitSeconds(retrier), compression));
      if (Seconds !== undefined) waits[state] = shortened(Seconds, compression);
    }
    const { result, abort } = this.#machine.run(input as never, {
      overrides: {
        taskResourceLocalHandlers: tasks as never,
        retryIntervalOverrides: retries,
        waitTimeOverrides: waits,
      },
      context: {
        // The interpreter has no tokens; a fresh one takes this one's place when the task is called.
        Task: { Token: 'a token' },
        Execution: { Name: name, Input: input as never, StartTime: new Date().toISOString() },
      } as never,
    });
    return { name, result, entered, abort };
  }
}

/**
 * In milliseconds. What is waited for is done by real engines, which take their real time: 60 waits of a second that were a
 * thousand times shorter would not outlast a restart on a busy machine; at this least they give it a second and a half.
 */
const LEAST_MS = 25;
const shortened = (seconds: number, compression: number): number =>
  Math.max((seconds * 1000) / compression, LEAST_MS);

function statesOf(states: States): [string, State][] {
  return Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, State],
    ...(state.Branches ?? []).flatMap((branch) => statesOf(branch.States)),
    ...statesOf(state.ItemProcessor?.States ?? {}),
  ]);
}

/**
 * AWS looks for the path in what a state was given, the interpreter in what the state sends; a task that waits for an
 * answer sends the same under `Payload`.
 */
const withPathIntoPayload = (name: string, value: unknown): unknown =>
  name === 'TimeoutSecondsPath' ? String(value).replace('$', '$.Payload') : value;

/** `…:PromoteDatabase` is the function in the folder promote-database. */
export const functionIn = (resource: string): string => kebabCase(resource.slice(FUNCTION_ARN.length));

const kebabCase = (name: string): string => name.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();
