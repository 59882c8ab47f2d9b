import { join } from 'node:path';
import validate from 'asl-validator';
import type { Contract } from '../../lambdas/runtime/contract';
import {
  folderOf,
  lambdaFolders,
  lambdaTasks,
  machines,
  machineTexts,
  nameOf,
  RUN_TASK,
  states,
  tasks,
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
  expect(text).not.toMatch(/\$\$\.(Task|State)\./);
  expect(text).not.toContain('"HeartbeatSeconds"');
});
