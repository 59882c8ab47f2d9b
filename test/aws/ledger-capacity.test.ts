import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import type { Capacity } from '../../lib/domain/capacity';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const dynamo = mockedClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const aLedger = () =>
  ledger(accessTo('us-west-2'), {
    table: 'the-ledger',
    deployment: { name: 'firebackup', regions: { primary: 'us-east-1' } },
  });

const aCapacity: Capacity = {
  region: 'us-east-1',
  at: at(0),
  services: [{ service: 'api', component: 'api', desired: 3, running: 3 }],
};

test('the sizes of a region are read as they were written, one item per region', async () => {
  dynamo.on(PutItemCommand).resolves({});
  await aLedger().writeCapacity(aCapacity);
  const { Item = {} } = dynamo.commandCalls(PutItemCommand)[0]?.args[0].input ?? {};
  expect(unmarshall(Item).item).toBe('capacity#us-east-1');
  dynamo.on(GetItemCommand).resolves({ Item });
  expect(await aLedger().capacity('us-east-1')).toEqual(aCapacity);
});

test('sizes that nobody recorded are not known', async () => {
  dynamo.on(GetItemCommand).resolves({});
  expect(await aLedger().capacity('us-west-2')).toBeUndefined();
});
