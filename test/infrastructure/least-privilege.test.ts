import { join } from 'node:path';
import type { Contract } from '../../lambdas/runtime/contract';
import { lambdaFolders } from '../statemachines/machine-files';
import { actionsFor, DEPENDENT, privilegeObjections } from './command-actions';
import { sendableFrom } from './sendable';

/** Verbs that only have the name of another one: what is found, by which name, and whose it is. */
const ANOTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'guard-region': { 'client-sfn:StartExecution': "start is the instance's, not the machine's" },
  'unfence-region': { 'client-sfn:StartExecution': "start is the instance's, not the machine's" },
  'hand-over': {
    'client-ecs:RunTask': 'run is the name of a run',
    'client-ecs:StopTask': "remove is the ledger's, not the restorer's",
    'client-elasticache:DeleteReplicationGroup': "remove is the ledger's, not the restorer's",
    'client-rds:DeleteDBInstance': "remove is the ledger's, not the restorer's",
  },
  'remove-scratch': { 'client-ecs:RunTask': 'run is the name of a run' },
  'request-approval': { 'client-dynamodb:GetItem': "approval is the decision's, not the ledger's" },
};

const contracts = Promise.all(
  lambdaFolders.map(async (name) => {
    const file = join(import.meta.dirname, '..', '..', 'lambdas', name, 'contract');
    return [name, ((await import(file)) as { contract: Contract }).contract] as const;
  }),
);
const foundIn = (name: string) => sendableFrom(`lambdas/${name}/handler.ts`, 'lambda');
const sentBy = (name: string): ReadonlySet<string> =>
  new Set([...foundIn(name)].filter((command) => !ANOTHERS[name]?.[command]));

test.each(lambdaFolders)('%s may do what it can ask for, and nothing else', async (name) => {
  const [, { calls }] = (await contracts).find(([one]) => one === name) as [string, Contract];
  expect(privilegeObjections(calls, sentBy(name))).toEqual([]);
});

test('what is granted in vain, and what is missing, is found', () => {
  const commands = new Set(['client-rds:CreateDBSnapshot', 'client-s3:HeadObject']);
  const calls = [
    'rds:CreateDBSnapshot',
    'rds:AddTagsToResource',
    's3:GetObject',
    'rds:StopDBInstance',
    'iam:PassRole',
  ];
  expect(privilegeObjections(calls, commands)).toEqual([
    's3:ListBucket is not granted',
    'rds:StopDBInstance is never asked for',
    'iam:PassRole is never asked for',
  ]);
});

test('what is excused by its name is still found, and every dependent action is still granted to somebody', async () => {
  const excused = Object.entries(ANOTHERS).flatMap(([name, commands]) =>
    Object.keys(commands).filter((command) => !foundIn(name).has(command)),
  );
  expect(excused).toEqual([]);
  const granted = (await contracts).map(([name, { calls }]) => ({ calls, commands: sentBy(name) }));
  const unused = DEPENDENT.flatMap(({ actions, commands }) =>
    actions.filter(
      (action) =>
        !granted.some(
          (one) => one.calls.includes(action) && commands.some((command) => one.commands.has(command)),
        ),
    ),
  );
  expect(unused).toEqual([]);
});

test('commands are found where verbs take them, and only those whose verbs are taken', () => {
  const found = sendableFrom('test/infrastructure/sendable-example.ts', 'lambda');
  expect([...found].sort()).toEqual([
    'client-rds:DescribeDBInstances',
    'client-rds:PromoteReadReplica',
    'client-rds:StartDBInstance',
    'client-rds:StopDBInstance',
  ]);
});

test('a command without an action is said, and not passed over', () => {
  expect(() => actionsFor('client-glue:StartJobRun')).toThrow('client-glue is no client that is known here');
});
