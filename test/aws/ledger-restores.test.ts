import { DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { aDeployment } from '../helpers/a-plan';
import { aRestoreOrder } from '../helpers/a-restore-order';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const client = mockedClient(DynamoDBClient);
const truth = () => ledger(accessTo('us-west-2'), { table: 'the-ledger', deployment: aDeployment() });
const begun = { run: 'run-1', execution: 'e-1', trigger: 'a test', region: 'us-west-2', startedAt: at(0) };

beforeEach(() => client.reset());

test.each([
  ['restore', { ...begun, outcome: 'open' as const, order: aRestoreOrder() }],
  ['drill', { ...begun, outcome: 'open' as const, waiting: [] }],
] as const)(
  'the record of a %s is one item, written whole and read as it was written',
  async (kind, record) => {
    const table = truth();
    client.on(PutItemCommand).resolves({});
    await (kind === 'restore' ? table.writeRestore(record) : table.writeDrill(record));
    const Item = marshall(
      { deployment: 'firebackup', item: `${kind}#run-1`, ...record },
      { removeUndefinedValues: true },
    );
    expect(client.commandCalls(PutItemCommand)[0]?.args[0].input).toEqual({ TableName: 'the-ledger', Item });

    client.on(GetItemCommand).resolves({ Item });
    const read = kind === 'restore' ? await table.restore('run-1') : await table.drill('run-1');
    expect(read).toEqual(JSON.parse(JSON.stringify(record)));
    expect(client.commandCalls(GetItemCommand)[0]?.args[0].input).toMatchObject({
      Key: marshall({ deployment: 'firebackup', item: `${kind}#run-1` }),
      ConsistentRead: true,
    });
  },
);

test('a run that never was has no record', async () => {
  client.on(GetItemCommand).resolves({});
  expect(await truth().restore('run-2')).toBeUndefined();
  expect(await truth().drill('run-2')).toBeUndefined();
});

test.each(['restore', 'drill'] as const)('all records of %ss are listed', async (kind) => {
  const Item = marshall({ deployment: 'firebackup', item: `${kind}#run-1`, ...begun, outcome: 'open' });
  client.on(QueryCommand).resolves({ Items: [Item] });
  const records = await (kind === 'restore' ? truth().allRestores() : truth().allDrills());
  expect(records).toEqual([{ ...begun, outcome: 'open' }]);
  expect(client.commandCalls(QueryCommand)[0]?.args[0].input).toMatchObject({
    ExpressionAttributeValues: marshall({ ':name': 'firebackup', ':kind': `${kind}#` }),
    ConsistentRead: true,
  });
});
