import { readdirSync } from 'node:fs';
import { marshall } from '@aws-sdk/util-dynamodb';
import { lambda as decideFailover } from '../../lambdas/decide-failover/handler';
import { lambdaSurroundings, type Surroundings } from '../../lambdas/runtime/surroundings';
import { lambda as serveRole } from '../../lambdas/serve-role/handler';
import { lambda as verifyWrites } from '../../lambdas/verify-writes/handler';
import { lambda as watchSchedules } from '../../lambdas/watch-schedules/handler';
import { FailoverBlocked, InvalidInput } from '../../lib/domain/errors';
import { packedDeployment } from '../../lib/plan/packed-deployment';
import type { Endpoint } from '../../lib/postgres/connect';
import { aLambdaContext } from '../helpers/a-lambda-context';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aRole } from '../helpers/a-role';
import { aSituation } from '../helpers/a-situation';
import { anAwsMiddleware } from '../helpers/an-aws-middleware';
import { at } from '../helpers/at';

// Functions log what they refuse; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const someSurroundings = (overrides: Partial<Surroundings> = {}): Surroundings => ({
  region: 'us-west-2',
  env: { DEPLOYMENT: packedDeployment(aDeployment()), LEDGER_TABLE: 'the-ledger' },
  now: () => new Date(at(126)),
  ...overrides,
});

const anEvent = (approvedBy?: string) => ({
  situation: aSituation(),
  request: { approvedBy },
  execution: 'execution-1',
});

test('a decision goes from the plan in the environment to the claim of a run', async () => {
  const decide = decideFailover.in(() => someSurroundings());
  expect(await decide(anEvent('ada'), aLambdaContext())).toMatchObject({
    outcome: 'act',
    claim: { run: 'execution-1', owner: 'execution-1', epoch: 1 },
    to: 'us-west-2',
    trigger: 'started by hand',
    approvedBy: 'ada',
    decidedAt: at(126),
  });
});

test('a decision that says no keeps its name and its reason', async () => {
  const decide = decideFailover.in(() => someSurroundings());
  const failing = decide({ ...anEvent(), situation: aSituation({ databases: [] }) }, aLambdaContext());
  await expect(failing).rejects.toBeInstanceOf(FailoverBlocked);
  await expect(failing).rejects.toThrow('no database standby is known in the recovery region');
});

test.each([
  ['is missing', {}, 'the environment of decide-failover is not as agreed: DEPLOYMENT: expected string'],
  ['is garbage', { DEPLOYMENT: '{' }, 'DEPLOYMENT: expected the deployment, packed by the stack'],
])('a decision is not made when the deployment %s', async (_, env, because) => {
  const failing = decideFailover.in(() => someSurroundings({ env }))(anEvent(), aLambdaContext());
  await expect(failing).rejects.toBeInstanceOf(InvalidInput);
  await expect(failing).rejects.toThrow(because);
});

test('a situation that nobody gathered is not decided on', async () => {
  const failing = decideFailover.in(() => someSurroundings())({ situation: {} }, aLambdaContext());
  await expect(failing).rejects.toThrow(
    /situation: expected the situation that GatherEvidence returned; request: .*; execution: /,
  );
});

test('the role is read from the ledger of the own region, through what the world puts in front', async () => {
  const asked: [region: string, input: unknown][] = [];
  const middleware = (region: string) =>
    anAwsMiddleware((input) => {
      asked.push([region, input]);
      return { Item: marshall(aRole({ activeRegion: 'us-west-2', epoch: 2 })) };
    });
  const answer = await serveRole.in(() => someSurroundings({ middleware }))({}, aLambdaContext());
  expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('"epoch":2') });
  expect(asked).toMatchObject([['us-west-2', { TableName: 'the-ledger', ConsistentRead: true }]]);
});

test('schedules are asked for by the whole name of their group, of which only the end is told', async () => {
  const asked: [region: string, input: unknown][] = [];
  const middleware = (region: string) =>
    anAwsMiddleware((input) => {
      asked.push([region, input]);
      return {};
    });
  const env = {
    ...someSurroundings().env,
    WATCHED_SCHEDULES: JSON.stringify({ 'us-east-1': { guard: 960 } }),
  };
  await watchSchedules.in(() => someSurroundings({ middleware, env }))({}, aLambdaContext());
  expect(asked).toContainEqual([
    'us-east-1',
    expect.objectContaining({ Dimensions: [{ Name: 'ScheduleGroup', Value: 'firebackup-guard' }] }),
  ]);
});

test("a write goes to the own region's side of the database, as the orchestrator's user", async () => {
  const reached: Endpoint[] = [];
  const connect: Surroundings['connect'] = (endpoint, work) => {
    reached.push(endpoint);
    const rows = [{ epoch: 2, written_at: new Date(at(1)), first_xid: '742', first_lsn: '0/3000028' }];
    return work({ query: async () => ({ rows }) } as unknown as Parameters<typeof work>[0]);
  };
  const verify = verifyWrites.in(() => someSurroundings({ connect }));
  expect(await verify({ claim: aClaim(), database: 'main' }, aLambdaContext())).toEqual({
    epoch: 2,
    firstXid: '742',
    lsn: '0/3000028',
    at: at(126),
  });
  const endpoint = {
    host: 'firebackup-recovery.example.com',
    port: 5432,
    databaseName: 'firebackup',
    user: 'firebackup_orchestrator',
  };
  // For the write alone: this plan names no role of the application to be let in again.
  expect(reached).toEqual([endpoint]);
});

test('outside AWS Lambda there is no world to run in', () => {
  const { AWS_REGION: region } = process.env;
  delete process.env.AWS_REGION;
  try {
    expect(lambdaSurroundings).toThrow('AWS_REGION is not set: this entry point runs in AWS Lambda');
  } finally {
    if (region !== undefined) process.env.AWS_REGION = region;
  }
});

test.each(readdirSync('lambdas').filter((folder) => folder !== 'runtime'))(
  'the function in the folder %s is named after it, and AWS Lambda finds its handler',
  async (folder) => {
    const { lambda, handler } = await import(`../../lambdas/${folder}/handler`);
    expect(lambda.contract.name).toBe(folder);
    expect(typeof handler).toBe('function');
  },
);
