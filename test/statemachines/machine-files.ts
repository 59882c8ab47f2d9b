import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
}

export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly TimeoutSecondsPath?: string;
  readonly Next?: string;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next?: string }[];
  readonly Branches?: readonly Machine[];
  readonly ItemProcessor?: Machine;
}

export interface Machine {
  readonly Comment?: string;
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

export interface NamedState {
  readonly machine: string;
  readonly name: string;
  readonly state: State;
  /** The parallel and map states that it lies in; their Catch is the state's too. */
  readonly within: readonly State[];
}

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'statemachines');
const SUFFIX = '.asl.json';

export const lambdaFolders = readdirSync(join(root, 'lambdas')).filter((name) => name !== 'runtime');

/** Each machine by its name, as its file has it. */
export const machineTexts: ReadonlyMap<string, string> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => [file.slice(0, -SUFFIX.length), readFileSync(join(folder, file), 'utf8')]),
);

export const machines: ReadonlyMap<string, Machine> = new Map(
  [...machineTexts].map(([name, text]) => [name, JSON.parse(text) as Machine]),
);

/** Every state of every machine, those inside of parallel and map states too. */
export const states: readonly NamedState[] = [...machines].flatMap(([machine, definition]) =>
  statesIn(machine, definition, []),
);

export const tasks: readonly NamedState[] = states.filter(({ state }) => state.Type === 'Task');

/** Runs a container task and waits for its end. */
export const RUN_TASK = 'arn:aws:states:::ecs:runTask.sync';

/** Runs another machine and waits for its end. */
export const START_EXECUTION = 'arn:aws:states:::states:startExecution.sync:2';

/** Tells people something. */
export const PUBLISH = 'arn:aws:states:::sns:publish';

/** Calls a function with a token, and waits until somebody answers with it. */
export const WAIT_FOR_TOKEN = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

/** Those that call a function by its placeholder; the others ask a service themselves. */
export const lambdaTasks: readonly NamedState[] = tasks.filter(({ state }) =>
  state.Resource?.startsWith('${'),
);

/** The folder of the lambda that a task calls: `${PromoteDatabase}` is `promote-database`. */
export const folderOf = ({ state }: NamedState): string => folderNamed(state.Resource ?? '');

export const folderNamed = (placeholder: string): string =>
  placeholder
    .replace(/^\$\{(\w+)\}$/, '$1')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase();

export const nameOf = ({ machine, name }: NamedState): string => `${machine}/${name}`;

function statesIn(machine: string, { States }: Machine, within: readonly State[]): NamedState[] {
  return Object.entries(States).flatMap(([name, state]) => [
    { machine, name, state, within },
    ...[...(state.Branches ?? []), ...(state.ItemProcessor ? [state.ItemProcessor] : [])].flatMap((inner) =>
      statesIn(machine, inner, [...within, state]),
    ),
  ]);
}
