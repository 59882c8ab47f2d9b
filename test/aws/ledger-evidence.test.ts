import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { LedgerBusy } from '../../lib/domain/errors';
import { anEvidence } from '../helpers/an-evidence';
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
const stored = (item: string, value: object) => marshall({ deployment: 'firebackup', item, ...value });
const written = () => dynamo.commandCalls(PutItemCommand).map(({ args: [command] }) => command.input);

test('evidence is one item per vantage point, and a silent one has none', async () => {
  const item = (from: string) => ({ Key: key(`evidence#${from}`), ConsistentRead: true });
  dynamo
    .on(GetItemCommand)
    .resolves({})
    .on(GetItemCommand, item('witness'))
    .resolves({ Item: stored('evidence#witness', { ...anEvidence('witness'), newest: at(120) }) });
  expect(await aLedger().evidence()).toEqual([anEvidence('witness')]);
  expect(await aLedger().evidenceFrom('witness')).toEqual(anEvidence('witness'));
  expect(await aLedger().evidenceFrom('route53')).toEqual({ vantagePoint: 'route53', streaks: [] });
});

test('evidence is written only over evidence that is older', async () => {
  await aLedger().writeEvidence(anEvidence('recovery'));
  expect(written()).toEqual([
    {
      TableName: 'the-ledger',
      Item: stored('evidence#recovery', { ...anEvidence('recovery'), newest: at(120) }),
      ConditionExpression: 'attribute_not_exists(#newest) OR #newest < :newest',
      ExpressionAttributeNames: { '#newest': 'newest' },
      ExpressionAttributeValues: marshall({ ':newest': at(120) }),
    },
  ]);
});

test('evidence that was overtaken is told so', async () => {
  dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  await expect(aLedger().writeEvidence(anEvidence('recovery'))).rejects.toThrow(LedgerBusy);
});

test('what a region saw of heartbeats is one item, which a later sight replaces', async () => {
  const record = {
    region: 'us-west-2',
    at: at(0),
    databases: [{ database: 'main', lastHeartbeatAt: at(-1) }],
  };
  await aLedger().writeHeartbeats(record);
  expect(written()).toEqual([{ TableName: 'the-ledger', Item: stored('heartbeats#us-west-2', record) }]);
  dynamo
    .on(GetItemCommand, { Key: key('heartbeats#us-west-2') })
    .resolves({ Item: stored('heartbeats#us-west-2', record) });
  expect(await aLedger().heartbeats('us-west-2')).toEqual(record);
});
