import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { ASKED_FOR_APPROVAL } from '../../lib/domain/approval';
import { LedgerBusy } from '../../lib/domain/errors';
import { anApprovalRequest } from '../helpers/an-approval';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const dynamo = mockedClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const aLedger = () =>
  ledger(accessTo('us-west-2'), {
    table: 'the-ledger',
    deployment: { name: 'firebackup', regions: { primary: 'us-east-1' } },
  });
const put = () => dynamo.commandCalls(PutItemCommand)[0]?.args[0].input;
const answered = { answer: 'approve', by: 'ada', at: at(150) } as const;

test('a request is kept under its run, whatever was there', async () => {
  await aLedger().requestApproval(anApprovalRequest());
  expect(unmarshall(put()?.Item ?? {})).toMatchObject({ item: 'approval#run-1', token: 'a-token' });
  expect(put()).not.toHaveProperty('ConditionExpression');
});

test('an answer is kept only while the request is the newest and has none', async () => {
  await aLedger().answerApproval(anApprovalRequest(), answered);
  expect(unmarshall(put()?.Item ?? {})).toMatchObject({ item: 'approval#run-1', answered });
  expect(put()).toMatchObject({
    ConditionExpression: '#token = :token AND attribute_not_exists(#answered)',
    ExpressionAttributeNames: { '#token': 'token', '#answered': 'answered' },
    ExpressionAttributeValues: { ':token': { S: 'a-token' } },
  });
});

test('of two answers the later one is told that somebody was faster', async () => {
  dynamo.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
  await expect(aLedger().answerApproval(anApprovalRequest(), answered)).rejects.toThrow(LedgerBusy);
});

test('the request of a run is read without its token, too', async () => {
  dynamo.on(GetItemCommand).resolves({ Item: marshall({ item: 'approval#run-1', hash: 'abc' }) });
  expect(await aLedger().askedFor('run-1')).toEqual({ hash: 'abc' });
  const input = dynamo.commandCalls(GetItemCommand)[0]?.args[0].input;
  expect(input).toMatchObject({ ConsistentRead: true, Key: { item: { S: 'approval#run-1' } } });
  const asked = input?.ProjectionExpression?.split(', ').map(
    (name) => input.ExpressionAttributeNames?.[name],
  );
  expect(asked).toEqual([...ASKED_FOR_APPROVAL]);
  expect(asked).not.toContain('token');
});

test('requests are listed without their tokens', async () => {
  dynamo.on(QueryCommand).resolves({ Items: [] });
  expect(await aLedger().allRequests()).toEqual([]);
  const { ProjectionExpression, ExpressionAttributeNames: names = {} } =
    dynamo.commandCalls(QueryCommand)[0]?.args[0].input ?? {};
  const asked = ProjectionExpression?.split(', ').map((name) => names[name]);
  expect(asked).toEqual(expect.arrayContaining(['run', 'hash', 'expiresAt', 'answered']));
  expect(asked).not.toContain('token');
});
