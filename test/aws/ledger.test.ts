import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ReplicatedWriteConflictException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { runHeadItems } from '../../lib/aws/ledger-runs';
import { ledgerTable } from '../../lib/aws/ledger-table';
import { LeaseLost, LedgerBusy, Throttled, Unreachable } from '../../lib/domain/errors';
import type { Role } from '../../lib/domain/role';
import { provenOn } from '../helpers/a-recovery-point';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const dynamo = mockedClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const aLedger = () =>
  ledger(accessTo('us-west-2'), {
    table: 'the-ledger',
    deployment: { name: 'firebackup', regions: { primary: 'us-east-1' } },
  });

const key = (item: string) => marshall({ deployment: 'firebackup', item });
const stored = (item: string, value: object) =>
  marshall({ deployment: 'firebackup', item, ...value }, { removeUndefinedValues: true });
const holding = (role: Role) => dynamo.on(GetItemCommand).resolves({ Item: stored('role', role) });
const written = () => dynamo.commandCalls(PutItemCommand).map(({ args: [command] }) => command.input);

describe('the role', () => {
  test('is the first one in all that a person who paused it did not write', async () => {
    dynamo
      .on(GetItemCommand)
      .resolves({ Item: marshall({ ...unmarshall(key('role')), pausedBy: 'ada', version: 1 }) });
    expect(await aLedger().role()).toEqual({
      activeRegion: 'us-east-1',
      epoch: 1,
      version: 1,
      pausedBy: 'ada',
    });
  });

  test('is read consistently, and without the keys of the table', async () => {
    holding(aHeldRole());
    expect(await aLedger().role()).toEqual(aHeldRole());
    expect(askedOf(dynamo)).toEqual([
      ['GetItemCommand', { TableName: 'the-ledger', Key: key('role'), ConsistentRead: true }],
    ]);
  });

  test('that was never written is of the primary region', async () => {
    dynamo.on(GetItemCommand).resolves({});
    expect(await aLedger().role()).toEqual({ activeRegion: 'us-east-1', epoch: 1, version: 0 });
  });

  test('is written the first time only where there is none', async () => {
    await aLedger().writeRole(aRole({ version: 1 }));
    expect(written()).toEqual([
      {
        TableName: 'the-ledger',
        Item: stored('role', aRole({ version: 1 })),
        ConditionExpression: 'attribute_not_exists(#version)',
        ExpressionAttributeNames: { '#version': 'version' },
      },
    ]);
  });

  test('is written later only on top of the version before', async () => {
    await aLedger().writeRole(aHeldRole({ version: 8 }));
    expect(written()).toEqual([
      {
        TableName: 'the-ledger',
        Item: stored('role', aHeldRole({ version: 8 })),
        ConditionExpression: '#version = :read',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: marshall({ ':read': 7 }),
      },
    ]);
  });

  test.each([
    ['in this region', new ConditionalCheckFailedException({ message: 'no', $metadata: {} })],
    ['in another region', new ReplicatedWriteConflictException({ message: 'no', $metadata: {} })],
  ])('that somebody else wrote meanwhile %s makes the ledger busy', async (_, cause) => {
    dynamo.on(PutItemCommand).rejects(cause);
    const writing = aLedger().writeRole(aRole({ version: 8 }));
    await expect(writing).rejects.toBeInstanceOf(LedgerBusy);
    await expect(writing).rejects.toMatchObject({ cause, message: expect.stringContaining('read it again') });
  });

  test.each([
    ['ThrottlingException', Throttled],
    ['TimeoutError', Unreachable],
  ])('%s is ours for reading and writing', async (name, Ours) => {
    dynamo.on(GetItemCommand).rejects(anAwsError(name)).on(PutItemCommand).rejects(anAwsError(name));
    await expect(aLedger().role()).rejects.toThrow(Ours);
    await expect(aLedger().writeRole(aRole())).rejects.toThrow(Ours);
  });
});

describe('holding the lease', () => {
  test('leaves it as it is while more than half of it is left', async () => {
    holding(aHeldRole());
    expect(await aLedger().hold(aClaim(), at(59))).toEqual(aHeldRole());
    expect(written()).toEqual([]);
  });

  test('renews it from half of it on, on top of what was read', async () => {
    holding(aHeldRole({ version: 4 }));
    const renewed = aHeldRole({ version: 5, lease: { owner: 'execution-1', expiresAt: at(180) } });
    expect(await aLedger().hold(aClaim(), at(60))).toEqual(renewed);
    expect(written()).toEqual([
      expect.objectContaining({
        Item: stored('role', renewed),
        ExpressionAttributeValues: marshall({ ':read': 4 }),
      }),
    ]);
  });

  test('fails when the run was closed or taken over, and writes nothing', async () => {
    holding(aRole());
    await expect(aLedger().hold(aClaim(), at(0))).rejects.toThrow(LeaseLost);
    holding(aHeldRole());
    await expect(aLedger().hold(aClaim({ owner: 'execution-2' }), at(0))).rejects.toThrow(
      'belongs to execution-1, not to execution-2; nothing was changed by this step',
    );
    expect(written()).toEqual([]);
  });
});

test('a run is kept under its id, without what is undefined', async () => {
  await aLedger().writeRun(aRun({ approvedBy: undefined, evidence: { because: undefined, seen: [1] } }));
  const { approvedBy: _, ...kept } = aRun({ evidence: { seen: [1] } });
  expect(written()).toEqual([{ TableName: 'the-ledger', Item: stored('run#run-1', kept) }]);

  dynamo.on(GetItemCommand).resolves({ Item: stored('run#run-1', kept) });
  expect(await aLedger().run('run-1')).toEqual(kept);
});

describe('recovery points', () => {
  const point = (region: string) => ({
    id: 'nightly',
    kind: 'snapshot' as const,
    store: 'main',
    policy: 'nightly',
    region,
    arn: `arn:${region}`,
    keyArn: 'arn:key',
    takenAt: at(0),
    recordedAt: at(1),
  });

  const item = 'recovery-point#main#us-east-1#snapshot#nightly';

  test('are one item per store, region, kind and name, whose proof a second recording leaves alone', async () => {
    await aLedger().recordRecoveryPoint({ ...point('us-east-1'), proof: provenOn(at(0)) });
    const [[, input]] = askedOf(dynamo) as [[string, UpdateItemCommandInput]];
    expect(input).toMatchObject({ TableName: 'the-ledger', Key: key(item) });
    const names = Object.values(input.ExpressionAttributeNames ?? {});
    expect(names.sort()).toEqual(Object.keys(point('us-east-1')).sort());
    const set = Object.values(unmarshall(input.ExpressionAttributeValues ?? {}));
    expect(set.sort()).toEqual(Object.values(point('us-east-1')).sort());
    expect(input.UpdateExpression).toMatch(/^SET #a0 = :v0(, #a\d = :v\d)*$/);
  });

  test('are proven where they are, and one that is gone is not', async () => {
    dynamo.on(GetItemCommand).resolves({ Item: stored(item, point('us-east-1')) });
    await aLedger().recordProof(point('us-east-1'), provenOn(at(9)));
    dynamo.on(GetItemCommand).resolves({});
    await aLedger().recordProof(point('us-east-1'), provenOn(at(9)));
    const updates = dynamo.commandCalls(UpdateItemCommand);
    expect(updates.map((call) => call.args[0].input)).toEqual([
      {
        TableName: 'the-ledger',
        Key: key(item),
        UpdateExpression: 'SET #a0 = :v0',
        ExpressionAttributeNames: { '#a0': 'proof' },
        ExpressionAttributeValues: marshall({ ':v0': provenOn(at(9)) }),
      },
    ]);
  });

  test('that were forgotten leave a late proof that is none', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [stored(item, { proof: provenOn(at(9)) })] });
    expect(await aLedger().recoveryPoints()).toEqual([]);
  });

  test('are deleted by the same four, and once more without an error', async () => {
    await aLedger().deleteRecoveryPoint(point('us-east-1'));
    await aLedger().deleteRecoveryPoint(point('us-east-1'));
    const input = { TableName: 'the-ledger', Key: key(item) };
    expect(askedOf(dynamo)).toEqual([
      ['DeleteItemCommand', input],
      ['DeleteItemCommand', input],
    ]);
  });

  test('are listed consistently, from every page', async () => {
    const LastEvaluatedKey = key('recovery-point#main');
    dynamo
      .on(QueryCommand)
      .resolves({ Items: [stored('recovery-point#1', point('us-east-1'))], LastEvaluatedKey })
      .on(QueryCommand, { ExclusiveStartKey: LastEvaluatedKey })
      .resolves({ Items: [stored('recovery-point#2', point('us-west-2'))] });
    expect(await aLedger().recoveryPoints()).toEqual([point('us-east-1'), point('us-west-2')]);
    expect(dynamo.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
      TableName: 'the-ledger',
      ConsistentRead: true,
      ExpressionAttributeValues: marshall({ ':name': 'firebackup', ':kind': 'recovery-point#' }),
    });
  });

  test('that cannot be listed are not none', async () => {
    dynamo.on(QueryCommand).rejects(anAwsError('TimeoutError'));
    await expect(aLedger().recoveryPoints()).rejects.toThrow(Unreachable);
  });
});

test('runs are listed without their evidence', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [stored('run#1', { id: 'run-1', outcome: 'done' })] });
  const table = ledgerTable(accessTo('us-west-2'), { table: 'the-ledger', deployment: 'firebackup' });
  expect(await runHeadItems(table).runHeads()).toEqual([{ id: 'run-1', outcome: 'done' }]);
  const { ProjectionExpression, ExpressionAttributeNames: names = {} } =
    dynamo.commandCalls(QueryCommand)[0]?.args[0].input ?? {};
  const asked = ProjectionExpression?.split(', ').map((name) => names[name]);
  expect(asked).toEqual(expect.arrayContaining(['id', 'workflow', 'outcome', 'because']));
  expect(asked).not.toContain('evidence');
});

describe('the answer', () => {
  const answer = { at: at(0), activeRegion: 'us-east-1', stores: [] };

  test('is one item, written over the one before', async () => {
    dynamo.on(PutItemCommand).resolves({});
    await aLedger().writeAnswer(answer);
    expect(written()).toEqual([{ TableName: 'the-ledger', Item: stored('answer', answer) }]);
  });

  test('is read as it was written, or is not there', async () => {
    dynamo
      .on(GetItemCommand)
      .resolvesOnce({ Item: stored('answer', answer) })
      .resolves({});
    expect(await aLedger().answer()).toEqual(answer);
    expect(await aLedger().answer()).toBeUndefined();
  });
});
