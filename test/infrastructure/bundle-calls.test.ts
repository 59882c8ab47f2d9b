import { marshall } from '@aws-sdk/util-dynamodb';
import type { Contract } from '../../lambdas/runtime/contract';
import { functionsOf } from '../../lib/bundling/make-bundles';
import type { Deployment } from '../../lib/plan/deployment';
import { packedDeployment } from '../../lib/plan/packed-deployment';
import { regionEnvironment } from '../../rehearsal/region-environment';
import { aDump, aDumpJob } from '../helpers/a-dump';
import { aDeployment, aPlan } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { anApprovalRequest } from '../helpers/an-approval';
import { anAwsEndpoint, type WireAnswer, type WireCall } from '../helpers/an-aws-endpoint';
import { callBundle } from '../helpers/bundles';
import { aCompute } from '../helpers/fake-services';

/*
 * A rehearsal runs the source. What AWS runs is the bundles, from which much of the libraries is left out: here they make
 * real calls over the wire, in every protocol that AWS speaks to them.
 */

type Answers = (call: WireCall) => WireAnswer | undefined;

/** Names that resolve nowhere, by their standard: nothing here may leave this machine. */
const onNoNetwork = (deployment: Deployment): Deployment =>
  JSON.parse(JSON.stringify(deployment).replaceAll('example.com', 'invalid'));

async function called(
  name: string,
  event: unknown,
  answers: Answers,
  env: Readonly<Record<string, string>> = {},
) {
  const aws = await anAwsEndpoint(answers);
  const plan = regionEnvironment('recovery', aPlan(), onNoNetwork(aDeployment()));
  try {
    const outcome = await callBundle(name, event, { ...plan, ...aws.env, ...env });
    return { ...outcome, calls: aws.calls };
  } finally {
    await aws.end();
  }
}

const json = (body: object, status = 200): WireAnswer => ({ status, body: JSON.stringify(body) });
const xml = (body: string, status = 200): WireAnswer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
});
const queryError = (code: string) =>
  xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
    400,
  );

const denied: Answers = ({ operation }) =>
  operation?.includes('.')
    ? json({ __type: 'AccessDeniedException', message: 'no' }, 400)
    : operation
      ? queryError('AccessDenied')
      : xml('<Error><Code>AccessDenied</Code><Message>no</Message></Error>', 403);

test('every function loads, makes its clients, and refuses by name what is no event of its own', async () => {
  const names = Object.keys(functionsOf(process.cwd()));
  const told: string[] = [];
  const next = async (): Promise<void> => {
    const name = names.pop();
    if (!name) return;
    const { contract } = (await import(`../../lambdas/${name}/contract`)) as { contract: Contract };
    const { answer, error } = await called(name, 'no event', denied);
    const said = `${name}: ${error?.name} ${error?.message} ${JSON.stringify(answer)}`;
    if (!contract.input.safeParse('no event').success) {
      if (!error?.message.startsWith(`the event of ${name} is not as agreed`)) told.push(said);
      // A function that takes any event goes on to AWS, which lets nobody do anything here.
    } else if (/^(Type|Reference|Syntax)Error$/.test(`${error?.name}`) || said.includes('left out')) {
      told.push(said);
    }
    return next();
  };
  await Promise.all([next(), next(), next()]);
  expect(told).toEqual([]);
});

describe('DynamoDB', () => {
  const read = (answer: WireAnswer) => called('serve-role', {}, () => answer);

  test('is asked for the role as JSON, and its answer is understood', async () => {
    const { answer, calls } = await read(
      json({ Item: marshall(aRole({ activeRegion: 'us-west-2', epoch: 2 })) }),
    );
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('"epoch":2') });
    expect(calls).toMatchObject([
      { method: 'POST', target: '/', operation: 'DynamoDB_20120810.GetItem', signedFor: 'dynamodb' },
    ]);
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({
      TableName: 'ledger',
      Key: { deployment: { S: 'firebackup' }, item: { S: 'role' } },
      ConsistentRead: true,
    });
  });

  test('is asked for all that is exposed, and figures come of it', async () => {
    const item = (body: string) => JSON.parse(body).Key.item.S as string;
    const { answer, calls } = await called('serve-health', { rawPath: '/metrics' }, ({ body }) =>
      json(item(body) === 'role' ? { Item: marshall(aRole({ epoch: 7 })) } : {}),
    );
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': expect.stringMatching(/^text\/plain; version=0\.0\.4/) },
      body: expect.stringMatching(/^# TYPE firebackup_epoch gauge\nfirebackup_epoch 7$/m),
    });
    expect(calls.map(({ body }) => item(body)).sort()).toEqual([
      'answer',
      'heartbeats#us-east-1',
      'heartbeats#us-west-2',
      'role',
      'schedules#us-east-1',
      'schedules#us-west-2',
    ]);
  });

  /** A role, and nothing else. */
  const newLedger = ({ operation, body }: { operation?: string | undefined; body: string }) =>
    json(
      operation?.endsWith('Query')
        ? { Items: [], Count: 0 }
        : body.includes('"role"')
          ? { Item: marshall(aRole({ epoch: 7 })) }
          : {},
    );

  test('is asked for all that a status is made of, and a page comes of it', async () => {
    const { answer, calls } = await called('serve-health', { rawPath: '/status' }, newLedger);
    expect(answer).toMatchObject({
      statusCode: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: expect.stringContaining('the primary region, epoch 7'),
    });
    const listed = calls.flatMap(({ operation, body }) =>
      operation?.endsWith('Query') ? [JSON.parse(body).ExpressionAttributeValues[':kind'].S] : [],
    );
    expect(listed.sort()).toEqual(['approval#', 'drill#', 'recovery-point#', 'restore#', 'run#']);
  });

  test('is asked for the same by a dashboard, and a part of a page comes of it', async () => {
    const widgetContext = { dashboardName: 'firebackup-recovery', widgetId: 'widget-2', period: 300 };
    const { answer } = await called('serve-health', { widgetContext }, newLedger);
    expect(answer).toEqual(expect.stringMatching(/^<header>.*the primary region, epoch 7.*<\/p>$/s));
  });

  test('tells by name that another was faster', async () => {
    const lost = json(
      { __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException', message: 'no' },
      400,
    );
    const { error, calls } = await called(
      'pause-failover',
      { by: 'ada', because: 'a test' },
      ({ operation }) => (operation?.endsWith('GetItem') ? json({ Item: marshall(aRole()) }) : lost),
    );
    expect(error?.name).toBe('LedgerBusy');
    expect(calls.at(-1)?.operation).toMatch(/^DynamoDB_20120810\.(Put|Update)Item$/);
  });
});

describe('RDS', () => {
  const look = (answer: WireAnswer) =>
    called('check-snapshot', { region: 'us-west-2', snapshot: 'one' }, () => answer);

  test('is asked in a form, and its XML is understood', async () => {
    const { answer, calls } = await look(
      xml(
        '<DescribeDBSnapshotsResponse><DescribeDBSnapshotsResult><DBSnapshots><DBSnapshot>' +
          '<DBSnapshotIdentifier>one</DBSnapshotIdentifier><DBSnapshotArn>arn:one</DBSnapshotArn>' +
          '<Status>available</Status><Encrypted>true</Encrypted><KmsKeyId>arn:key</KmsKeyId>' +
          '<PercentProgress>100</PercentProgress><OriginalSnapshotCreateTime>2026-03-01T03:00:00Z</OriginalSnapshotCreateTime>' +
          '</DBSnapshot></DBSnapshots></DescribeDBSnapshotsResult></DescribeDBSnapshotsResponse>',
      ),
    );
    expect(answer).toMatchObject({ arn: 'arn:one', keyArn: 'arn:key', takenAt: '2026-03-01T03:00:00.000Z' });
    expect(calls).toMatchObject([{ method: 'POST', operation: 'DescribeDBSnapshots', signedFor: 'rds' }]);
    expect(calls[0]?.body).toContain('DBSnapshotIdentifier=one');
  });

  test('tells by name what is not there', async () => {
    const { error } = await look(queryError('DBSnapshotNotFound'));
    expect(error).toEqual({ name: 'NotReady', message: 'snapshot one is not to be seen in us-west-2 yet' });
  });

  test('tells in its own words what nobody here has a word for', async () => {
    const { error } = await look(queryError('DBClusterRoleNotFound'));
    expect(error?.name).toBe('DBClusterRoleNotFound');
  });
});

describe('ElastiCache', () => {
  const locate = (answer: WireAnswer) => called('locate-caches', {}, () => answer);

  test('is asked in a form, and its XML is understood', async () => {
    const { answer, calls } = await locate(
      xml(
        '<DescribeReplicationGroupsResponse><DescribeReplicationGroupsResult><ReplicationGroups><ReplicationGroup>' +
          '<ReplicationGroupId>queue-recovery</ReplicationGroupId><Status>available</Status><NodeGroups><NodeGroup>' +
          '<NodeGroupId>0001</NodeGroupId><PrimaryEndpoint><Address>cache.example.com</Address><Port>6379</Port>' +
          '</PrimaryEndpoint></NodeGroup></NodeGroups></ReplicationGroup></ReplicationGroups>' +
          '</DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>',
      ),
    );
    expect(answer).toEqual({ caches: [{ cache: 'queue', host: 'cache.example.com', port: 6379 }] });
    expect(calls).toMatchObject([{ operation: 'DescribeReplicationGroups', signedFor: 'elasticache' }]);
  });

  test('tells by name what is not there', async () => {
    const { error } = await locate(queryError('ReplicationGroupNotFoundFault'));
    expect(error).toEqual({ name: 'NotFound', message: 'no replication group queue-recovery in us-west-2' });
  });
});

describe('S3', () => {
  const key = encodeURI(aDumpJob().key);

  test('is asked for a head, and a missing object is told from a missing bucket', async () => {
    const { error, calls } = await called('check-dump', { job: aDumpJob() }, ({ target }) => ({
      status: target.includes(key) ? 404 : 200,
    }));
    expect(error).toMatchObject({
      name: 'TerminalState',
      message: expect.stringContaining('no dump lies at'),
    });
    expect(calls).toMatchObject([
      { method: 'HEAD', target: `/backups-primary/${key}`, signedFor: 's3' },
      { method: 'HEAD', target: '/backups-primary/', signedFor: 's3' },
    ]);
  });

  test('is sent a lock as XML with its checksum, and tells by name who may not', async () => {
    const denied = xml('<Error><Code>AccessDenied</Code><Message>no</Message></Error>', 403);
    const event = { job: aDumpJob({ lockDays: 36_500 }), dump: aDump() };
    const { error, calls } = await called('lock-dump', event, ({ method }) =>
      method === 'HEAD' ? { headers: { 'last-modified': 'Sun, 01 Mar 2026 03:00:09 GMT' } } : denied,
    );
    expect(error).toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('lock') });
    expect(calls.at(-1)).toMatchObject({
      method: 'PUT',
      target: expect.stringMatching(/^\/backups-primary\/.*\?retention(=)?&versionId=/),
      body: expect.stringContaining('<Mode>COMPLIANCE</Mode>'),
    });
  });
});

describe('ECS', () => {
  const env = { DEPLOYMENT: packedDeployment(onNoNetwork(aDeployment({ compute: aCompute }))) };
  const look = (answer: WireAnswer) => called('check-services', { component: 'api' }, () => answer, env);

  test('is asked for services as JSON, and its answer is understood', async () => {
    const service = { serviceName: 'api-dr', desiredCount: 2, runningCount: 1, status: 'ACTIVE' };
    const { error, calls } = await look(json({ services: [service], failures: [] }));
    expect(error).toMatchObject({ name: 'NotReady', message: expect.stringContaining('1 of 2') });
    expect(calls).toMatchObject([
      { operation: 'AmazonEC2ContainerServiceV20141113.DescribeServices', signedFor: 'ecs' },
    ]);
  });

  test('tells by name what is not there', async () => {
    const { error } = await look(json({ __type: 'ClusterNotFoundException', message: 'no' }, 400));
    expect(error?.name).toBe('NotFound');
  });
});

describe('Step Functions', () => {
  const request = anApprovalRequest({ expiresAt: '2099-01-01T00:00:00.000Z' as never });
  const answerWith = (answer: WireAnswer) =>
    called(
      'answer-approval',
      { run: 'run-1', hash: 'abc', answer: 'approve', by: 'ada' },
      ({ operation, signedFor, body }) => {
        if (signedFor === 'states') return answer;
        if (!operation?.endsWith('GetItem')) return json({});
        if (body.includes('"role"')) return json({ Item: marshall(aRole()) });
        return json(body.includes('approval') ? { Item: marshall(request) } : {});
      },
    );

  test('is told of an answer as JSON', async () => {
    const { answer, calls } = await answerWith(json({}));
    expect(answer).toEqual({ told: 'ada chose to approve; run run-1 was told' });
    expect(calls.at(-1)).toMatchObject({
      operation: 'AWSStepFunctions.SendTaskSuccess',
      signedFor: 'states',
    });
    expect(JSON.parse(calls.at(-1)?.body ?? '')).toMatchObject({ taskToken: 'a-token' });
  });

  test('tells by name that nobody waits any more', async () => {
    const { error } = await answerWith(json({ __type: 'TaskTimedOut', message: 'no' }, 400));
    expect(error).toMatchObject({
      name: 'CommandRefused',
      message: expect.stringContaining('does not wait'),
    });
  });
});

describe('Route 53', () => {
  const listen = (answer: WireAnswer) =>
    called('probe-components', {}, ({ signedFor }) => (signedFor === 'route53' ? answer : json({})));
  const written = (calls: readonly WireCall[]) =>
    calls.filter(
      ({ operation, body }) => operation?.endsWith('PutItem') && body.includes('evidence#route53'),
    );

  test('is asked by REST what its checkers say, and its XML is understood', async () => {
    const { calls } = await listen(
      xml(
        '<GetHealthCheckStatusResponse><HealthCheckObservations><HealthCheckObservation><Region>us-east-1</Region>' +
          `<StatusReport><Status>Success: HTTP Status Code 200, OK</Status><CheckedTime>${new Date().toISOString()}</CheckedTime>` +
          '</StatusReport></HealthCheckObservation></HealthCheckObservations></GetHealthCheckStatusResponse>',
      ),
    );
    expect(calls.find(({ signedFor }) => signedFor === 'route53')).toMatchObject({
      method: 'GET',
      target: expect.stringMatching(/^\/2013-04-01\/healthcheck\/[\w-]+\/status$/),
    });
    expect(written(calls)).toMatchObject([{ body: expect.stringContaining('1 of 1 checkers reach it') }]);
  });

  test('adds nothing to the evidence when it does not know the check', async () => {
    const { error, calls } = await listen(
      xml(
        '<ErrorResponse><Error><Code>NoSuchHealthCheck</Code><Message>no</Message></Error></ErrorResponse>',
        404,
      ),
    );
    expect(error).toBeUndefined();
    expect(written(calls)).toEqual([]);
  });
});

describe('fencing', () => {
  const role = marshall(
    aHeldRole({ lease: { owner: 'execution-1', expiresAt: '2099-01-01T00:00:00.000Z' as never } }),
  );
  const rules =
    '<DescribeSecurityGroupRulesResponse><securityGroupRuleSet><item><isEgress>false</isEgress>' +
    '<cidrIpv4>0.0.0.0/0</cidrIpv4></item></securityGroupRuleSet></DescribeSecurityGroupRulesResponse>';
  const primary =
    '<DescribeGlobalReplicationGroupsResponse><DescribeGlobalReplicationGroupsResult><GlobalReplicationGroups>' +
    '<GlobalReplicationGroup><GlobalReplicationGroupId>ldgnf-queue</GlobalReplicationGroupId><Status>available</Status>' +
    '<Members><GlobalReplicationGroupMember><ReplicationGroupId>queue-recovery</ReplicationGroupId>' +
    '<ReplicationGroupRegion>us-west-2</ReplicationGroupRegion><Role>PRIMARY</Role></GlobalReplicationGroupMember></Members>' +
    '</GlobalReplicationGroup></GlobalReplicationGroups></DescribeGlobalReplicationGroupsResult>' +
    '</DescribeGlobalReplicationGroupsResponse>';
  const fence = (ec2: WireAnswer) =>
    called(
      'fence-region',
      { decision: { claim: aClaim(), from: 'us-west-2' }, patience: 'over' },
      ({ operation, signedFor }) => {
        if (operation === 'DescribeGlobalReplicationGroups') return xml(primary);
        if (signedFor === 'dynamodb') return json({ Item: role });
        return signedFor === 'ec2' ? ec2 : queryError('DBInstanceNotFound');
      },
    );

  test('asks four services at once, and reads EC2’s rules of a group', async () => {
    const { error, calls } = await fence(xml(rules));
    expect(error).toMatchObject({ name: 'Unfenced', message: expect.stringContaining('0.0.0.0/0') });
    expect(new Set(calls.map(({ signedFor }) => signedFor))).toEqual(
      new Set(['dynamodb', 'ec2', 'elasticache', 'rds']),
    );
    const asked = calls.find(({ signedFor }) => signedFor === 'ec2');
    expect(asked).toMatchObject({ method: 'POST', operation: 'DescribeSecurityGroupRules' });
    expect(asked?.body).toContain('Filter.1.Name=group-id&Filter.1.Value.1=sg-');
  });

  test('tells by name that EC2 lets nobody look', async () => {
    const { error } = await fence(
      xml(
        '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>you may not</Message></Error></Errors></Response>',
        403,
      ),
    );
    expect(error?.message).toMatch(/ec2 in us-west-2.*sg-000000c2.*you may not/);
  });
});
