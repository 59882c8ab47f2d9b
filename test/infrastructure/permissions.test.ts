import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Contract } from '../../lambdas/runtime/contract';
import { permissionsFor } from '../../lib/constructs/permissions';
import type { Ground } from '../../lib/constructs/plan-arns';
import { referencePlan } from './deployed';
import { actionExists } from './iam-actions';

const ground = (overrides: Partial<Ground> = {}): Ground => ({
  plan: referencePlan(),
  account: '111122223333',
  region: 'us-west-2',
  reaches: ['recovery'],
  evidenceBucketArn: 'arn:aws:s3:::evidence',
  ...overrides,
});
const resourcesOf = (action: string, overrides: Partial<Ground> = {}, calls = [action]) =>
  permissionsFor(calls, ground(overrides)).find(({ actions }) => actions.includes(action))?.resources;

test.each([
  ['dynamodb:PutItem', ['arn:aws:dynamodb:us-west-2:111122223333:table/firebackup-ledger']],
  ['rds:PromoteReadReplica', ['arn:aws:rds:us-west-2:111122223333:db:firebackup-cross-region']],
  ['rds:DescribeDBSnapshots', ['arn:aws:rds:us-west-2:111122223333:snapshot:firebackup-*']],
  [
    'rds:CreateDBSnapshot',
    [
      'arn:aws:rds:us-west-2:111122223333:db:firebackup-cross-region',
      'arn:aws:rds:us-west-2:111122223333:snapshot:firebackup-*',
    ],
  ],
  ['rds:DeleteDBSnapshot', ['arn:aws:rds:us-west-2:111122223333:snapshot:firebackup-*']],
  ['dynamodb:DeleteItem', ['arn:aws:dynamodb:us-west-2:111122223333:table/firebackup-ledger']],
  ['rds-db:connect', ['arn:aws:rds-db:us-west-2:111122223333:dbuser:*/firebackup_orchestrator']],
  [
    'elasticache:FailoverGlobalReplicationGroup',
    ['arn:aws:elasticache::111122223333:globalreplicationgroup:ldgnf-firebackup-queue'],
  ],
  [
    'elasticache:ModifyReplicationGroup',
    ['arn:aws:elasticache:us-west-2:111122223333:replicationgroup:firebackup-queue-dr'],
  ],
  ['s3:PutObject', ['arn:aws:s3:::evidence/runs/*']],
  [
    'states:StartSyncExecution',
    ['arn:aws:states:us-west-2:111122223333:stateMachine:firebackup-write-access'],
  ],
])('%s is granted on what the plan names in the region', (action, resources) => {
  expect(resourcesOf(action)).toEqual(resources);
});

test("Route 53's checkers are listened to by the one function that is given their health check", () => {
  const action = 'route53:GetHealthCheckStatus';
  expect(resourcesOf(action, { healthCheckId: 'check-1' })).toEqual([
    'arn:aws:route53:::healthcheck/check-1',
  ]);
  expect(resourcesOf(action)).toBeUndefined();
});

test('what RDS says happened is heard from the regions that a function reaches', () => {
  const [events] = permissionsFor(['rds:DescribeEvents'], ground({ reaches: ['primary', 'recovery'] }));
  expect(events).toMatchObject({
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': ['us-east-1', 'us-west-2'] } },
  });
});

test('what reaches the other region acts on that region alone, through the ledger of its own', () => {
  const elsewhere = { reaches: ['primary'] } as const;
  expect(resourcesOf('rds:ModifyDBInstance', elsewhere)).toEqual([
    'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary',
  ]);
  expect(resourcesOf('dynamodb:GetItem', elsewhere)).toEqual([
    'arn:aws:dynamodb:us-west-2:111122223333:table/firebackup-ledger',
  ]);
  expect(permissionsFor(['ec2:DescribeSecurityGroupRules'], ground(elsewhere))).toMatchObject([
    { resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } } },
  ]);
});

test('the guard may read the ledger of every region, and of no other account or table', () => {
  expect(resourcesOf('dynamodb:GetItem', { ledgerEverywhere: true })).toEqual(
    ['us-east-1', 'us-west-2', 'us-east-2'].map(
      (region) => `arn:aws:dynamodb:${region}:111122223333:table/firebackup-ledger`,
    ),
  );
});

test('a copy may be asked for at both ends, and RDS may use the keys of both, for AWS alone', () => {
  const permissions = permissionsFor(['rds:CopyDBSnapshot'], ground({ reaches: ['primary'] }));
  expect(permissions[0]?.resources).toEqual([
    'arn:aws:rds:us-east-1:111122223333:snapshot:firebackup-*',
    'arn:aws:rds:us-west-2:111122223333:snapshot:firebackup-*',
  ]);
  const { keys } = referencePlan();
  const grants = permissions.filter(({ actions }) => actions.includes('kms:CreateGrant'));
  expect(grants).toEqual([
    {
      actions: ['kms:CreateGrant'],
      resources: [keys.primary],
      conditions: {
        StringEquals: { 'kms:ViaService': 'rds.us-east-1.amazonaws.com' },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      },
    },
    expect.objectContaining({ resources: [keys.recovery] }),
  ]);
});

test('who asks for the quota sees the snapshots of the whole account, in the region that it copies into', () => {
  const calls = ['rds:DescribeDBSnapshots', 'rds:DescribeAccountAttributes'];
  expect(permissionsFor(calls, ground({ reaches: ['primary'] }))).toMatchObject([
    { resources: ['arn:aws:rds:us-east-1:111122223333:snapshot:*'] },
    { resources: ['*'], conditions: { StringEquals: { 'aws:RequestedRegion': ['us-east-1'] } } },
  ]);
});

test('who takes snapshots tags snapshots, who fences tags instances', () => {
  const tag = 'rds:AddTagsToResource';
  expect(resourcesOf(tag, {}, [tag, 'rds:CreateDBSnapshot'])).toEqual([
    expect.stringContaining(':snapshot:'),
  ]);
  expect(resourcesOf(tag, {}, [tag, 'rds:ModifyDBInstance'])).toEqual([expect.stringContaining(':db:')]);
});

test('who deletes an old primary may take its last snapshot, and tag that, and no other', () => {
  const calls = ['rds:DescribeDBInstances', 'rds:DeleteDBInstance'];
  const granted = permissionsFor(calls, ground({ oldPrimaries: 'deleted', reaches: ['primary'] }));
  const on = (what: string) => `arn:aws:rds:us-east-1:111122223333:${what}`;
  const last = on('snapshot:firebackup-final-*');
  expect(granted.filter(({ actions }) => !calls.includes(actions[0] ?? ''))).toMatchObject([
    { actions: ['rds:CreateDBSnapshot'], resources: [on('db:firebackup-primary-kept-*'), last] },
    { actions: ['rds:AddTagsToResource'], resources: [last] },
  ]);
  expect(permissionsFor(calls, ground({ scratch: 'named' })).flatMap(({ actions }) => actions)).toEqual(
    calls,
  );
});

test('a plan without caches grants nothing on caches', () => {
  const plan = referencePlan({ caches: [] });
  const calls = ['elasticache:DescribeCacheClusters', 'elasticache:ModifyReplicationGroup'];
  expect(permissionsFor(calls, ground({ plan }))).toEqual([]);
});

test('every wildcard has its reason', () => {
  const calls = ['rds-db:connect', 's3:PutObject', 'rds:CopyDBSnapshot', 'elasticache:DescribeCacheClusters'];
  const permissions = permissionsFor(calls, ground());
  const unexplained = permissions.filter(
    ({ resources, wildcardBecause }) => resources.some((arn) => arn.includes('*')) && !wildcardBecause,
  );
  expect(permissions.length).toBeGreaterThan(calls.length);
  expect(unexplained).toEqual([]);
});

test('an action that nobody has thought about is granted on nothing', () => {
  expect(() => permissionsFor(['rds:DeleteDBCluster'], ground())).toThrow(/rds:DeleteDBCluster has no rule/);
});

test('every call in every contract exists in IAM and has a rule', async () => {
  const lambdas = join(import.meta.dirname, '..', '..', 'lambdas');
  const names = readdirSync(lambdas).filter((name) => name !== 'runtime');
  expect(names.length).toBeGreaterThan(20);
  for (const name of names) {
    const { contract } = (await import(join(lambdas, name, 'contract'))) as { contract: Contract };
    expect(() => permissionsFor(contract.calls, ground())).not.toThrow();
    for (const call of contract.calls)
      expect([name, call, await actionExists(call)]).toEqual([name, call, true]);
  }
});
