import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { archiveListing } from '../../lib/aws/archive-listing';
import { accessTo } from '../../lib/aws/client-settings';
import { emptyScan } from '../../lib/domain/wal/archive-scan';
import { scanArchive } from '../../lib/domain/wal/archive-walk';

/*
 * `node --import tsx test/bench/wal-listing.ts`: a walk through a million names as S3 lists them, over loopback, beside the
 * plainest reading of the same answers, which keeps nothing, and beside the SDK's own paginator. One page after the other
 * in all three. Absolute times are this machine's; the ratios are what can be compared.
 */
const RUNS = 3;
const GOAL = 2;
const SEGMENT_BYTES = 2 ** 24;
const FOLDER = { bucket: 'own', prefix: 'main/wal/' };
const MEGABYTE = 2 ** 20;
const SDK_PAGES = 100;
const ALL_PAGES = 1000;

const server = fork(join(import.meta.dirname, 'listing-server.ts'), { execArgv: ['--import', 'tsx'] });
process.on('exit', () => server.kill());
process.on('SIGINT', () => process.exit(130));
const [port] = (await once(server, 'message')) as [number];
process.env.AWS_ACCESS_KEY_ID = 'example';
process.env.AWS_SECRET_ACCESS_KEY = 'example';
process.env.AWS_ENDPOINT_URL_S3 = `http://127.0.0.1:${port}`;

await raw();
const peak = await highestHeap();
const bare: number[] = [];
const own: number[] = [];
const sdk: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  bare.push(await timed(raw));
  own.push(await timed(walked));
  sdk.push(((await timed(paged)) / SDK_PAGES) * ALL_PAGES);
}
const line = (figure: number, unit: string, what: string) =>
  console.log(`${figure.toFixed(2).padStart(8)} ${unit}  ${what}`);
console.log(`a million names, medians of ${RUNS} runs`);
line(middle(bare), 's', 'raw answers, searched for names, sizes and times');
line(middle(own), 's', 'the walk and the scan of the archive');
line(middle(sdk), 's', `the SDK's paginator alone, from ${SDK_PAGES} pages`);
const ratio = middle(own) / middle(bare);
line(ratio, '×', `of raw, goal at most ${GOAL}`);
line(middle(sdk) / middle(own), '×', 'faster than the paginator');
line(peak / MEGABYTE, 'MB', 'the most that the heap grew by while walking');
if (ratio > GOAL) process.exitCode = 1;
server.kill();

async function walked(): Promise<number> {
  const pages = archiveListing(accessTo('us-east-1')).behind(FOLDER, '');
  const { timelines } = await scanArchive(emptyScan(SEGMENT_BYTES), pages);
  return timelines[0]?.runs[0]?.last ?? 0;
}

/** The most that the heap held above its level before. Looked at in a walk of its own: looking takes time. */
async function highestHeap(): Promise<number> {
  const before = process.memoryUsage().heapUsed;
  let highest = before;
  async function* watched() {
    for await (const page of archiveListing(accessTo('us-east-1')).behind(FOLDER, '')) {
      highest = Math.max(highest, process.memoryUsage().heapUsed);
      yield page;
    }
  }
  await scanArchive(emptyScan(SEGMENT_BYTES), watched());
  return highest - before;
}

async function raw(): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  let token = '';
  let names = 0;
  do {
    const text = await fetched(`http://127.0.0.1:${port}/own?list-type=2&continuation-token=${token}`, agent);
    let from = 0;
    const next = (tag: string) => {
      const begin = text.indexOf(tag, from) + tag.length;
      from = text.indexOf('<', begin);
      return text.slice(begin, from);
    };
    token = text.includes('<NextContinuationToken>') ? next('<NextContinuationToken>') : '';
    while (text.indexOf('<Contents>', from) >= 0) {
      if (next('<Key>') && next('<LastModified>') && next('<Size>')) names += 1;
    }
  } while (token);
  agent.destroy();
  return names;
}

async function fetched(url: string, agent: Agent): Promise<string> {
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('latin1');
}

async function paged(): Promise<number> {
  const client = new S3Client({ region: 'us-east-1' });
  let names = 0;
  let pages = 0;
  for await (const { Contents = [] } of paginateListObjectsV2(
    { client },
    { Bucket: FOLDER.bucket, Prefix: FOLDER.prefix },
  )) {
    names += Contents.length;
    pages += 1;
    if (pages === SDK_PAGES) break;
  }
  return names;
}

async function timed(run: () => Promise<number>): Promise<number> {
  const begun = performance.now();
  if ((await run()) === 0) throw new Error('a walk that saw no name is none');
  return (performance.now() - begun) / 1000;
}

function middle(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}
