import { join } from 'node:path';
import validate from 'asl-validator';
import type * as z from 'zod';
import type { Contract } from '../../lambdas/runtime/contract';
import {
  folderNamed,
  folderOf,
  lambdaFolders,
  lambdaTasks,
  machines,
  machineTexts,
  nameOf,
  PUBLISH,
  RUN_TASK,
  states,
  tasks,
  WAIT_FOR_TOKEN,
} from './machine-files';

const contractOf = async (name: string): Promise<Contract> => {
  const file = join(import.meta.dirname, '..', '..', 'lambdas', name, 'contract');
  return ((await import(file)) as { contract: Contract }).contract;
};

test.each([...machineTexts])('%s is a state machine, once it is filled', (_, text) => {
  const filled = text.replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-west-2:111122223333:function:firebackup-$1');
  const { isValid, errorsText } = validate(JSON.parse(filled), { checkPaths: true, checkArn: true });
  expect([isValid, isValid || errorsText('\n')]).toEqual([true, true]);
});

test('a machine that goes on with a state that it does not have is none', () => {
  const nowhere = { StartAt: 'One', States: { One: { Type: 'Pass', Next: 'Two' } } };
  expect(validate(nowhere, { checkPaths: true, checkArn: true }).isValid).toBe(false);
});

test('every machine says what it promises, and which input starts it by hand', async () => {
  for (const [name, { Comment = '' }] of machines) {
    const [promise = '', input = ''] = Comment.split(' Input: ');
    const example: object = JSON.parse(/^\{.*?\}/.exec(input)?.[0] ?? 'null');
    const known = await inputsOf(name);
    expect([name, promise.length > 40, Object.keys(example).filter((key) => !known.includes(key))]).toEqual([
      name,
      true,
      [],
    ]);
  }
});

/** What a machine reads of its input: by path, and by handing all of it to a task that knows its fields. */
async function inputsOf(name: string): Promise<readonly string[]> {
  const paths = [...(machineTexts.get(name) ?? '').matchAll(/"\$\.(\w+)/g)].map(([, key]) => key as string);
  const handed = lambdaTasks.find(
    ({ machine, state }) => machine === name && state.Parameters?.['request.$'] === '$$.Execution.Input',
  );
  if (!handed) return paths;
  const { input } = await contractOf(folderOf(handed));
  const { request } = (input as z.ZodObject<{ request: z.ZodObject }>).shape;
  return Object.keys(request.shape);
}

test('there are machines, and they have tasks', () => {
  expect([...machines.keys()].sort()).toEqual(
    expect.arrayContaining(['failover', 'heartbeat', 'probe', 'snapshot']),
  );
  expect(tasks.length).toBeGreaterThan(20);
});

test('names of states are used once in a machine', () => {
  const names = states.map(nameOf);
  expect(names.filter((name, at) => names.indexOf(name) < at)).toEqual([]);
});

test('every task calls a lambda by the name of its folder', () => {
  expect(lambdaTasks.filter((task) => !lambdaFolders.includes(folderOf(task))).map(nameOf)).toEqual([]);
});

test('every machine has a time limit that is longer than any of its tasks', () => {
  for (const [name, { TimeoutSeconds = 0 }] of machines) {
    const longest = Math.max(
      ...tasks.filter(({ machine }) => machine === name).map(({ state }) => state.TimeoutSeconds ?? 0),
    );
    expect([name, TimeoutSeconds > longest]).toEqual([name, true]);
  }
});

test('every task waits longer for its lambda than the lambda may take', async () => {
  for (const task of lambdaTasks) {
    const { timeoutSeconds } = await contractOf(folderOf(task));
    expect([nameOf(task), (task.state.TimeoutSeconds ?? 0) > timeoutSeconds]).toEqual([nameOf(task), true]);
  }
});

test("every task of a lambda tries again when Lambda itself has failed, by all of Lambda's names for that", () => {
  const lambdaFaults = [
    'ServiceException',
    'AWSLambdaException',
    'SdkClientException',
    'TooManyRequestsException',
  ];
  for (const task of lambdaTasks) {
    const again = (task.state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect([nameOf(task), again]).toEqual([
      nameOf(task),
      expect.arrayContaining(lambdaFaults.map((fault) => `Lambda.${fault}`)),
    ]);
  }
});

test('a container task is begun anew only when ECS did not begin it, and has its own time limit', () => {
  const containers = tasks.filter(({ state }) => state.Resource === RUN_TASK);
  expect(containers.map(nameOf)).toEqual(['logical-dump/DumpDatabase']);
  for (const { state } of containers) {
    const again = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(again.sort()).toEqual(['AmazonECS.Unknown', 'ECS.ServerException']);
    expect(state.TimeoutSeconds).toBeGreaterThan(0);
  }
});

test('a task that waits for a person calls a lambda with a token, and waits as long as the plan says', () => {
  const waiting = tasks.filter(({ state }) => state.Resource === WAIT_FOR_TOKEN);
  expect(waiting.map(nameOf)).toEqual(['failover/RequestApproval']);
  for (const { state } of waiting) {
    const { FunctionName, Payload } = state.Parameters as { FunctionName: string; Payload: object };
    expect(lambdaFolders).toContain(folderNamed(FunctionName));
    expect(Payload).toMatchObject({ 'token.$': '$$.Task.Token' });
    expect(state.TimeoutSecondsPath).toMatch(/Seconds$/);
    // A second wait would have another token, and nobody would be told of it.
    const again = (state.Retry ?? []).flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(again).not.toContain('States.Timeout');
  }
});

test('an announcement holds nothing up for longer than 5 s, and stops nothing', () => {
  const announcements = tasks.filter(({ state }) => state.Resource === PUBLISH);
  expect(announcements.length).toBeGreaterThan(5);
  for (const { state } of announcements) {
    expect(state.TimeoutSeconds).toBeLessThanOrEqual(5);
    expect(state.Catch).toMatchObject([{ ErrorEquals: ['States.ALL'], Next: state.Next }]);
    expect(String(state.Parameters?.Subject)).toMatch(/^[ -~]{1,100}$/);
  }
});

test('every task is caught, by itself or by the state that it lies in', () => {
  const uncaught = tasks.filter(({ state, within }) =>
    [state, ...within].every((one) => (one.Catch ?? []).length === 0),
  );
  expect(uncaught.map(nameOf)).toEqual([]);
});

test('every retry says how long and how often', () => {
  for (const task of tasks) {
    for (const { IntervalSeconds, MaxAttempts } of task.state.Retry ?? []) {
      expect([nameOf(task), IntervalSeconds, MaxAttempts]).toEqual([
        nameOf(task),
        expect.any(Number),
        expect.any(Number),
      ]);
    }
  }
});

test.each([...machineTexts])('%s speaks only what every interpreter of it understands', (_, text) => {
  expect(text).not.toMatch(/"QueryLanguage"|"Assign"|"Output"|"Arguments"|"Condition"|\{%/);
  expect(text).not.toContain('[?(');
  expect(text.replace('"token.$": "$$.Task.Token"', '')).not.toMatch(/\$\$\.(Task|State)\./);
  expect(text).not.toContain('"HeartbeatSeconds"');
});
