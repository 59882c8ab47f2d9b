import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { archiveListing } from '../../lib/aws/archive-listing';
import { accessTo } from '../../lib/aws/client-settings';
import { AccessDenied, NotFound, Unreachable } from '../../lib/domain/errors';
import type { ArchivedObject } from '../../lib/domain/wal/archive-scan';

const FOLDER = { bucket: 'own', prefix: 'main/wal/' };
const ALL = { from: '' };

let server: Server;
let port: number;
let answers: { status: number; body: string }[];
const env = { ...process.env };

beforeAll(async () => {
  server = createServer((_, response) => {
    const { status, body } = answers.shift() ?? { status: 500, body: '' };
    response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
  process.env.AWS_ACCESS_KEY_ID = 'example';
  process.env.AWS_SECRET_ACCESS_KEY = 'example';
  process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  process.env = env;
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

const listed = async (...given: readonly { status: number; body: string }[]) => {
  answers = [...given];
  const objects: ArchivedObject[] = [];
  for await (const page of archiveListing(accessTo('us-east-1')).within(FOLDER, ALL)) objects.push(...page);
  return objects;
};
const page = (contents: string, head = '<IsTruncated>false</IsTruncated>') => ({
  status: 200,
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult><Name>own</Name>${head}${contents}</ListBucketResult>`,
});
const object = (key: string) =>
  `<Contents><Key>${key}</Key><LastModified>2026-03-01T12:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag>` +
  '<Size>16777216</Size><Owner><ID>x</ID></Owner><StorageClass>STANDARD</StorageClass></Contents>';

test('an answer is read with names, sizes and times', async () => {
  const name = '000000010000000000000001';
  expect(await listed(page(object(`main/wal/${name}`)))).toEqual([
    { name, bytes: 16_777_216, at: '2026-03-01T12:00:00.000Z' },
  ]);
});

test('an answer is read to its last page, wherever the token stands', async () => {
  const token = '<IsTruncated>true</IsTruncated><NextContinuationToken>a&amp;b</NextContinuationToken>';
  const objects = await listed(
    page(object('main/wal/1'), token),
    page(`${object('main/wal/2')}${token}`, ''),
    page(object('main/wal/3')),
  );
  expect(objects.map(({ name }) => name)).toEqual(['1', '2', '3']);
});

test.each([
  ['a &amp; b', 'a & b'],
  ['&lt;tag&gt;', '<tag>'],
  ['tab&#x9;and&#10;line', 'tab\tand\nline'],
  ['ünïcode ☃', 'ünïcode ☃'],
  ['&nonsense; &#xFFFFFF;', '&nonsense; &#xFFFFFF;'],
])('an answer names an object %s as it is called', async (written, name) => {
  expect((await listed(page(object(`main/wal/${written}`))))[0]?.name).toBe(name);
});

test('an answer is nothing, in an empty archive', async () => {
  expect(await listed(page(''))).toEqual([]);
});

test('an answer is asked for again when it was cut short', async () => {
  const whole = page(object('main/wal/1'));
  const short = { status: 200, body: whole.body.slice(0, -40) };
  expect(await listed(short, whole)).toHaveLength(1);
});

test('an answer is no listing when it is cut short again and again', async () => {
  const short = { status: 200, body: page(object('main/wal/1')).body.slice(0, -1) };
  await expect(listed(short, short, short)).rejects.toThrow(Unreachable);
});

test.each([
  ['AccessDenied', 403, AccessDenied],
  ['NoSuchBucket', 404, NotFound],
])('an answer is an error of ours when it says %s', async (code, status, expected) => {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>no</Message></Error>`;
  await expect(listed({ status, body })).rejects.toThrow(expected);
});
