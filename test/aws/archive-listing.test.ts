import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { archiveListing } from '../../lib/aws/archive-listing';
import { accessTo } from '../../lib/aws/client-settings';
import type { ArchivedObject } from '../../lib/domain/wal/archive-scan';
import { mockedClient } from '../helpers/mocked-client';

const FOLDER = { bucket: 'own', prefix: 'main/wal/' };

async function namesOf(pages: AsyncIterable<readonly ArchivedObject[]>): Promise<string[][]> {
  const listed: string[][] = [];
  for await (const page of pages) listed.push(page.map(({ name }) => name));
  return listed;
}

const s3 = mockedClient(S3Client);
const { behind, within } = archiveListing(accessTo('us-east-1'));
const asked = () => s3.commandCalls(ListObjectsV2Command).map(({ args: [{ input }] }) => input);
beforeEach(() => s3.reset());
afterAll(() => s3.restore());

const answering = (...names: readonly string[]) => ({
  Contents: names.map((name) => ({ Key: `main/wal/${name}`, Size: 1, LastModified: new Date(0) })),
});

test('pages come one after the other, each by the token of the one before', async () => {
  s3.on(ListObjectsV2Command)
    .resolvesOnce({ ...answering('a', 'b'), NextContinuationToken: 'more' })
    .resolvesOnce(answering('c'));
  expect(await namesOf(behind(FOLDER, ''))).toEqual([['a', 'b'], ['c']]);
  const folder = { Bucket: 'own', Prefix: 'main/wal/' };
  expect(asked()).toEqual([folder, { ...folder, ContinuationToken: 'more' }]);
});

test('a walk goes on behind a name, below the folder', async () => {
  s3.on(ListObjectsV2Command).resolves({});
  await namesOf(behind(FOLDER, '000000010000000000000007'));
  expect(asked()[0]?.StartAfter).toBe('main/wal/000000010000000000000007');
});

test('nothing is asked behind the end of a range', async () => {
  s3.on(ListObjectsV2Command).resolves({ ...answering('a', 'b', 'c'), NextContinuationToken: 'more' });
  expect(await namesOf(behind(FOLDER, '', 'b'))).toEqual([['a']]);
  expect(asked()).toHaveLength(1);
});

test('a range begins with the name it is said to begin with', async () => {
  s3.on(ListObjectsV2Command).resolves(answering('0F', '10', '11'));
  expect(await namesOf(within(FOLDER, { from: '10' }))).toEqual([['10', '11']]);
  expect(asked()[0]?.StartAfter).toBe('main/wal/1');
});

test('the next page is not asked for before somebody wants it', async () => {
  s3.on(ListObjectsV2Command).resolves({ ...answering('a'), NextContinuationToken: 'more' });
  const listed = behind(FOLDER, '');
  await listed.next();
  await listed.return(undefined);
  expect(asked()).toHaveLength(1);
});
