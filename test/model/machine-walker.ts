import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowName } from '../../lib/constructs/workflow-definition';

type Json = Record<string, unknown>;

interface Rule {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts?: number;
  readonly Next?: string;
  readonly ResultPath?: string | null;
}

interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Parameters?: Json;
  readonly Result?: unknown;
  readonly InputPath?: string;
  readonly ItemSelector?: Json;
  readonly ItemsPath?: string;
  readonly ItemProcessor?: States;
  readonly Branches?: readonly States[];
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly Retry?: readonly Rule[];
  readonly Catch?: readonly Rule[];
  readonly Choices?: readonly {
    Variable: string;
    StringEquals?: string;
    IsPresent?: boolean;
    Next: string;
  }[];
  readonly Default?: string;
  readonly ErrorPath?: string;
  readonly CausePath?: string;
  readonly Error?: string;
}

interface States {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Walk {
  /** What each task does, by the name of its state. */
  readonly tasks: Readonly<Record<string, (input: never) => Promise<unknown>>>;
  readonly context: Json;
  /** Called between two attempts and at every wait. */
  readonly pause: () => Promise<void>;
  /** How often a task is tried again at most: fewer times than the file says, for patience may always run out. */
  readonly attempts: number;
}

export class MachineFailed extends Error {}

export const definitionOf = (name: WorkflowName): States =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../statemachines/${name}.asl.json`), 'utf8'));

/** Walks a shipped machine as Step Functions does: as much of the language as the machines of the house use. */
export async function walk(machine: States, input: unknown, how: Walk): Promise<unknown> {
  let name = machine.StartAt;
  let data = input;
  for (;;) {
    const state = machine.States[name];
    if (!state) throw new Error(`no state ${name}`);
    const { next, output } = await step(name, state, data, how);
    data = output;
    if (next === undefined) return data;
    name = next;
  }
}

interface Stepped {
  readonly next: string | undefined;
  readonly output: unknown;
}

async function step(name: string, state: State, data: unknown, how: Walk): Promise<Stepped> {
  switch (state.Type) {
    case 'Succeed':
      return { next: undefined, output: data };
    case 'Fail': {
      const error = state.Error ?? String(at(data, state.ErrorPath ?? '$', how.context));
      const cause = state.CausePath ? String(at(data, state.CausePath, how.context)) : '';
      throw Object.assign(new MachineFailed(cause), { name: error });
    }
    case 'Choice':
      return { next: chosen(state, data, how.context), output: data };
    case 'Wait':
      await how.pause();
      return { next: state.Next, output: data };
    case 'Pass': {
      const source = state.InputPath ? at(data, state.InputPath, how.context) : data;
      const result =
        state.Result ?? (state.Parameters ? filled(state.Parameters, source, how.context) : source);
      return { next: state.Next, output: placed(data, state.ResultPath, result) };
    }
    default:
      return worked(name, state, data, how);
  }
}

async function worked(name: string, state: State, data: unknown, how: Walk): Promise<Stepped> {
  const tried = new Map<Rule, number>();
  for (;;) {
    try {
      const raw = await work(name, state, data, how);
      const result = state.ResultSelector ? filled(state.ResultSelector, raw, how.context) : raw;
      return { next: state.Next, output: placed(data, state.ResultPath, result) };
    } catch (error) {
      const retry = ruleFor(state.Retry, error as Error);
      const times = retry ? (tried.get(retry) ?? 0) : 0;
      if (retry && times < Math.min(retry.MaxAttempts ?? 3, how.attempts)) {
        tried.set(retry, times + 1);
        await how.pause();
        continue;
      }
      const caught = ruleFor(state.Catch, error as Error);
      if (!caught) throw error;
      const { name, message } = error as Error;
      return { next: caught.Next, output: placed(data, caught.ResultPath, { Error: name, Cause: message }) };
    }
  }
}

async function work(name: string, state: State, data: unknown, how: Walk): Promise<unknown> {
  if (state.Type === 'Parallel') {
    return Promise.all((state.Branches ?? []).map((branch) => walk(branch, data, how)));
  }
  if (state.Type === 'Map') {
    const items = at(data, state.ItemsPath ?? '$', how.context) as readonly unknown[];
    const { ItemProcessor, ItemSelector } = state;
    if (!ItemProcessor) throw new Error(`${name} has nothing to do for its items`);
    return Promise.all(
      items.map((item) => {
        const context = { ...how.context, Map: { Item: { Value: item } } };
        const own = ItemSelector ? filled(ItemSelector, data, context) : item;
        return walk(ItemProcessor, own, { ...how, context });
      }),
    );
  }
  // What is told to people decides nothing.
  if (name.startsWith('Announce')) return {};
  const task = how.tasks[name];
  if (!task) throw new Error(`nothing was given to do for ${name}`);
  const input = state.Parameters ? filled(state.Parameters, data, how.context) : data;
  return task(input as never);
}

const ruleFor = (rules: readonly Rule[] | undefined, { name }: Error): Rule | undefined =>
  rules?.find(({ ErrorEquals }) => ErrorEquals.includes(name) || ErrorEquals.includes('States.ALL'));

function chosen({ Choices = [], Default }: State, data: unknown, context: Json): string {
  const met = Choices.find(({ Variable, StringEquals, IsPresent }) => {
    const value = at(data, Variable, context);
    return IsPresent === undefined ? value === StringEquals : (value !== undefined) === IsPresent;
  });
  const next = met?.Next ?? Default;
  if (!next) throw new Error('no choice is met');
  return next;
}

/** The value that a path leads to; nothing where it leads nowhere. */
function at(data: unknown, path: string, context: Json): unknown {
  const root = path.startsWith('$$') ? context : data;
  return path
    .replace(/^\$+/, '')
    .split(/\.|(?=\[)/)
    .filter((part) => part !== '')
    .reduce<unknown>((node, part) => {
      const key = part.startsWith('[') ? Number(part.slice(1, -1)) : part;
      return (node as Json | undefined)?.[key as string];
    }, root);
}

function filled(template: unknown, data: unknown, context: Json): unknown {
  if (Array.isArray(template)) return template.map((one) => filled(one, data, context));
  if (template === null || typeof template !== 'object') return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => {
      if (!key.endsWith('.$')) return [key, filled(value, data, context)];
      return [key.slice(0, -2), evaluated(String(value), data, context)];
    }),
  );
}

/** A path, or a text that the machine puts together: its words decide nothing here. */
function evaluated(expression: string, data: unknown, context: Json): unknown {
  if (!expression.startsWith('$')) return expression;
  const value = at(data, expression, context);
  if (value === undefined) throw new Error(`${expression} leads nowhere in ${JSON.stringify(data)}`);
  return value;
}

function placed(data: unknown, path: string | null | undefined, result: unknown): unknown {
  if (path === null) return data;
  if (path === undefined || path === '$') return result;
  const keys = path.slice(2).split('.');
  const last = keys.pop() as string;
  const copy = { ...(data as Json) };
  let node = copy;
  for (const key of keys) {
    node[key] = { ...(node[key] as Json | undefined) };
    node = node[key] as Json;
  }
  node[last] = result;
  return copy;
}
