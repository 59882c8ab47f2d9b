import { deployed, listOf } from './deployed';
import { actionsOf, grantedIn, resourceTypesOf } from './iam-actions';

const house = deployed();

const granted = grantedIn(house.resources);

test('all resources are granted only where IAM knows no kinds of them', async () => {
  const everywhere = granted
    .filter(({ statement }) => statement.Effect === 'Allow' && listOf(statement.Resource).includes('*'))
    .flatMap(actionsOf);
  expect(everywhere).toContain('ec2:DescribeSecurityGroupRules');
  // The kind that IAM knows for them, data sets, are of OpenTelemetry: those of AWS services are in none.
  const known = new Set(['cloudwatch:GetMetricData', 'cloudwatch:GetMetricStatistics']);
  expect(everywhere).toEqual(expect.arrayContaining([...known]));
  const wider = await Promise.all(
    [...new Set(everywhere)]
      .filter((action) => !known.has(action))
      .map(async (action) => ((await resourceTypesOf(action)).length > 0 ? [action] : [])),
  );
  expect(wider.flat()).toEqual([]);
});

test('every role is assumed by one service', () => {
  for (const { properties } of house.all('AWS::IAM::Role')) {
    const [statement, ...others] = properties.AssumeRolePolicyDocument.Statement;
    expect(others).toEqual([]);
    expect(Object.keys(statement.Principal)).toEqual(['Service']);
    expect(statement.Principal.Service).toMatch(
      /^(lambda|states|scheduler|pipes|events|s3|ssm|ecs-tasks)\.amazonaws\.com$/,
    );
  }
});

test('what Lambda may do to network interfaces, the function may not', () => {
  const roles = granted.filter((one) => actionsOf(one).includes('ec2:CreateNetworkInterface'));
  const allowed = roles.filter(({ statement }) => statement.Effect === 'Allow').map(({ to }) => to);
  const denied = roles.filter(({ statement }) => statement.Effect === 'Deny').map(({ to }) => to);
  expect(allowed.length).toBeGreaterThan(0);
  expect(denied).toEqual(allowed);
});

test('a serving region promotes only what stands there', () => {
  const promoting = granted.filter((one) => actionsOf(one).includes('rds:PromoteReadReplica'));
  const resources = promoting.map(({ to, statement }) => [to, JSON.stringify(statement.Resource)]);
  expect(resources.sort()).toEqual([
    [expect.stringMatching(/^primary\/PromoteDatabase/), expect.stringContaining(':db:firebackup-primary')],
    [
      expect.stringMatching(/^recovery\/PromoteDatabase/),
      expect.stringContaining(':db:firebackup-cross-region'),
    ],
  ]);
  for (const [to = '', where] of resources)
    expect(where).not.toContain(to.startsWith('primary') ? 'us-west-2' : 'us-east-1');
});

test('from elsewhere only fences change the primary; at home the guard, and what rebuilds and settles it, do', () => {
  const fencing = granted.filter(({ statement }) =>
    JSON.stringify(statement.Resource).includes(':db:firebackup-primary"'),
  );
  const roles = fencing.filter((one) => actionsOf(one).includes('rds:ModifyDBInstance')).map(({ to }) => to);
  expect(roles.sort()).toEqual([
    expect.stringMatching(/^primary\/CheckReplica/),
    expect.stringMatching(/^primary\/GuardRegion/),
    expect.stringMatching(/^primary\/KeepOldPrimary/),
    expect.stringMatching(/^primary\/RestoreSettings/),
    expect.stringMatching(/^recovery\/FenceRegion/),
    expect.stringMatching(/^recovery\/UnfenceRegion/),
  ]);
});

test('only the pruning of snapshots deletes any, in both regions, and only those named as ours', () => {
  const deleting = granted.filter((one) => actionsOf(one).includes('rds:DeleteDBSnapshot'));
  expect(deleting.map(({ to }) => to).sort()).toEqual([
    expect.stringMatching(/^primary\/PruneSnapshots/),
    expect.stringMatching(/^recovery\/PruneSnapshots/),
  ]);
  for (const { statement } of deleting) {
    expect(['rds:DeleteDBSnapshot', 'rds:DescribeDBSnapshots']).toEqual(
      expect.arrayContaining([...listOf(statement.Action)]),
    );
    const resources = JSON.stringify(statement.Resource);
    expect(resources).toMatch(/us-east-1.*:snapshot:firebackup-\*/);
    expect(resources).toMatch(/us-west-2.*:snapshot:firebackup-\*/);
  }
});

test('the way home deletes old primaries that were put aside, by their names and their tag, and nothing that the plan names', () => {
  const [only, ...others] = granted.filter(
    (one) => actionsOf(one).includes('rds:DeleteDBInstance') && /DeleteOldPrimary/.test(one.to),
  );
  expect(others).toEqual([]);
  const resources = listOf(only?.statement.Resource).map((resource) => JSON.stringify(resource));
  expect(resources).toEqual([
    expect.stringMatching(/:rds:us-east-1:.*:db:firebackup-primary-kept-\*/),
    expect.stringMatching(/:rds:us-west-2:.*:db:firebackup-cross-region-kept-\*/),
  ]);
  expect(only?.statement.Condition).toEqual({
    StringEquals: { 'aws:ResourceTag/firebackup:deployment': 'firebackup' },
    Null: { 'aws:ResourceTag/firebackup:kept-for': 'false' },
  });
});

test('what removes scratch deletes databases of its region that a restore made, while they are tagged as scratch', () => {
  const deleting = granted.filter(
    (one) => actionsOf(one).includes('rds:DeleteDBInstance') && !/DeleteOldPrimary/.test(one.to),
  );
  expect(deleting.map(({ to }) => to).sort()).toEqual([
    expect.stringMatching(/^primary\/RemoveScratch/),
    expect.stringMatching(/^primary\/SweepScratch/),
    expect.stringMatching(/^recovery\/RemoveScratch/),
    expect.stringMatching(/^recovery\/SweepScratch/),
  ]);
  for (const { to, statement } of deleting) {
    const region = to.startsWith('primary') ? 'us-east-1' : 'us-west-2';
    const resources = listOf(statement.Resource).map((resource) => JSON.stringify(resource));
    expect(resources.sort()).toEqual([
      expect.stringMatching(new RegExp(`:rds:${region}:.*:db:firebackup-drill-\\*`)),
      expect.stringMatching(new RegExp(`:rds:${region}:.*:db:firebackup-restore-\\*`)),
    ]);
    expect(statement.Condition).toEqual({
      StringEquals: { 'aws:ResourceTag/firebackup:deployment': 'firebackup' },
      Null: { 'aws:ResourceTag/firebackup:scratch-until': 'false' },
    });
  }
});

test('what restores acts on nothing that the plan names, but reads from it', () => {
  const restoring = /\/(StartRestore|CheckRestore|HandOver|RemoveScratch|SweepScratch)/;
  const onLive = granted.filter(
    ({ to, statement }) =>
      restoring.test(to) && /:db:firebackup-(primary|cross-region)/.test(JSON.stringify(statement.Resource)),
  );
  expect([...new Set(onLive.flatMap(actionsOf))]).toEqual(['rds:RestoreDBInstanceToPointInTime']);
});

test('only what prunes, and what lifts a hold, deletes from the ledger', () => {
  const deleting = granted.filter((one) => actionsOf(one).includes('dynamodb:DeleteItem'));
  const who = deleting.map(({ to }) => to.replace(/^\w+\/(\w+?)Role.*/, '$1'));
  expect([...new Set(who)].sort()).toEqual([
    'AbandonRestore',
    'HandOver',
    'JudgeDrill',
    'PruneObjects',
    'PruneSnapshots',
  ]);
});
