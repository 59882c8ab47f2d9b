import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { accessTo } from '../../lib/aws/client-settings';
import { ledger } from '../../lib/aws/ledger';
import { emptyScan } from '../../lib/domain/wal/archive-scan';
import { at } from '../helpers/at';
import { mockedClient } from '../helpers/mocked-client';

const dynamo = mockedClient(DynamoDBClient);
beforeEach(() => dynamo.reset());

const aLedger = () =>
  ledger(accessTo('us-west-2'), {
    table: 'the-ledger',
    deployment: { name: 'firebackup', regions: { primary: 'us-east-1' } },
  });
const aCheckpoint = (read: Readonly<Record<string, string>> = {}) => ({
  scan: { ...emptyScan(2 ** 24), timelines: [{ timeline: 1, runs: [{ first: 1, last: 2, lastAt: at(0) }] }] },
  walkedAt: at(0),
  read,
});

/** Writes a checkpoint and answers with what was written. */
async function written(checkpoint: ReturnType<typeof aCheckpoint>) {
  dynamo.on(PutItemCommand).resolves({});
  await aLedger().writeWalCheckpoint('own', 'us-west-2', checkpoint);
  const { Item = {} } = dynamo.commandCalls(PutItemCommand)[0]?.args[0].input ?? {};
  return Item;
}

test('a checkpoint is read as it was written, one per archive and region', async () => {
  const item = await written(aCheckpoint({ '00000002.history': '1\t0/3000000\tno reason' }));
  expect(unmarshall(item).item).toBe('wal-checkpoint#own#us-west-2');
  dynamo.on(GetItemCommand).resolves({ Item: item });
  expect(await aLedger().walCheckpoint('own', 'us-west-2')).toEqual(
    aCheckpoint({ '00000002.history': '1\t0/3000000\tno reason' }),
  );
});

test('one that no item can hold is not kept, and says so to the next check', async () => {
  const item = await written(aCheckpoint({ large: 'é'.repeat(175_000) }));
  expect(Buffer.byteLength(JSON.stringify(unmarshall(item)))).toBeLessThan(1_000);
  dynamo.on(GetItemCommand).resolves({ Item: item });
  expect(await aLedger().walCheckpoint('own', 'us-west-2')).toEqual({
    lostBecause: expect.stringContaining('and the ledger keeps at most 350000'),
  });
});

test('no checkpoint is none', async () => {
  dynamo.on(GetItemCommand).resolves({});
  expect(await aLedger().walCheckpoint('own', 'us-west-2')).toBeUndefined();
});

test('a report is kept beside it', async () => {
  const none = { count: 0, examples: [] };
  const report = {
    archive: 'own',
    region: 'us-west-2',
    checkedAt: at(0),
    walkedAt: at(0),
    coverage: 'recoverable',
    gaps: none,
    truncated: none,
    duplicates: none,
    partials: none,
    foreign: none,
    unusable: none,
  };
  dynamo.on(GetItemCommand).resolves({
    Item: marshall({ deployment: 'firebackup', item: 'wal-report#own#us-west-2', ...report }),
  });
  expect(await aLedger().walReport('own', 'us-west-2')).toEqual(report);
  dynamo.on(PutItemCommand).resolves({});
  await aLedger().writeWalReport(report);
  const { Item = {} } = dynamo.commandCalls(PutItemCommand)[0]?.args[0].input ?? {};
  expect(unmarshall(Item)).toEqual({ deployment: 'firebackup', item: 'wal-report#own#us-west-2', ...report });
});
