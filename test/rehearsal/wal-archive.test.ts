import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessTo } from '../../lib/aws/client-settings';
import { type Ledger, ledger } from '../../lib/aws/ledger';
import { instant } from '../../lib/domain/instant';
import type { WindowPoint } from '../../lib/domain/recovery-point';
import { segmentName } from '../../lib/domain/wal/segment-name';
import { packedDeployment } from '../../lib/plan/packed-deployment';
import { Clock } from '../../rehearsal/clock';
import type { Bucket, ListedObject } from '../../rehearsal/cloud/bucket';
import { GlobalTable } from '../../rehearsal/cloud/dynamodb';
import { type AwsCall, interception, NotModelled } from '../../rehearsal/cloud/interception';
import { ObjectStore } from '../../rehearsal/cloud/s3';
import { Region } from '../../rehearsal/region';
import { dumpPolicy } from '../helpers/a-dump';
import { aDeployment } from '../helpers/a-plan';

/* The shipped machine and functions over an archive of files. No database and no RDS: those are unknown, and stay so. */

const REGION = 'us-east-1';
const SEGMENT = 2 ** 20;
const DAY = 86_400;
const TASKS = ['SightDatabases', 'CheckBackups', 'CheckWalArchives', 'JudgeWal'];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wal-archive-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const label = (segment: number, stoppedAt: Date) => {
  const place = `0/${(segment * SEGMENT + 0x28).toString(16).toUpperCase()}`;
  const stop = `0/${(segment * SEGMENT + 0x100).toString(16).toUpperCase()}`;
  const time = stoppedAt.toISOString().slice(0, 19).replace('T', ' ');
  return `START WAL LOCATION: ${place} (file x)
STOP WAL LOCATION: ${stop} (file x)
CHECKPOINT LOCATION: ${place}
LABEL: nightly
START TIMELINE: 1
STOP TIME: ${time} UTC
STOP TIMELINE: 1
`;
};

function anArchive(around?: (state: string, run: () => Promise<unknown>) => Promise<unknown>) {
  const clock = new Clock();
  const table = new GlobalTable();
  const store = new ObjectStore({ directory: join(folder, 'objects'), now: clock.now });
  const archive = join(folder, 'archive', 'main');
  const wal = join(archive, 'wal');
  mkdirSync(wal, { recursive: true });
  mkdirSync(join(archive, 'base', 'nightly'), { recursive: true });
  store.mount('own-wal', join(folder, 'archive'));

  const deployment = aDeployment({
    dumps: [dumpPolicy()],
    walArchives: [
      {
        id: 'own',
        buckets: { primary: 'own-wal', recovery: 'own-wal-dr' },
        prefix: 'main/',
        segmentMegabytes: 1,
      },
    ],
  });
  const calls: AwsCall[] = [];
  const services: Readonly<Record<string, Readonly<Record<string, (input: never) => Promise<object>>>>> = {
    DynamoDB: table.operations,
    S3: store.operations,
  };
  const answer = async (call: AwsCall): Promise<object> => {
    const operation = services[call.service]?.[call.operation];
    if (!operation) throw new NotModelled(call);
    calls.push(call);
    return operation(call.input as never);
  };
  const measured: Record<string, number> = {};
  const region = new Region({
    name: REGION,
    deployment: deployment.name,
    env: { DEPLOYMENT: packedDeployment(deployment), LEDGER_TABLE: 'ledger' },
    now: clock.now,
    compression: 1000,
    services: {},
    answer,
    route: () => {
      throw new Error('there is no database here');
    },
    measured: (name, value) => {
      measured[name] = value;
    },
    ...(around && { around: ({ state }, run) => around(state, run) }),
  });
  const known: Ledger = ledger(accessTo(REGION, interception(answer)(REGION)), {
    table: 'ledger',
    deployment,
  });
  let checks = 0;

  return {
    archive,
    wal,
    clock,
    store,
    measured,
    known,
    region,
    segment: (number: number, end = '') => join(wal, `${segmentName(1, number, SEGMENT)}${end}`),
    write(from: number, to: number) {
      for (let number = from; number <= to; number += 1)
        writeFileSync(this.segment(number), Buffer.alloc(SEGMENT));
    },
    backUp(number: number) {
      writeFileSync(this.segment(number, '.00000028.backup'), label(number, new Date(Date.now() - 60_000)));
      writeFileSync(join(archive, 'base', 'nightly', 'base.tar'), 'a tar');
    },
    /** What a check ends with, and how often it listed. */
    async check() {
      const before = calls.length;
      checks += 1;
      const ended = await region.start('wal-check', `check-${checks}`, {}).result.then(
        () => 'well',
        (error: Error & { cause?: unknown }) => `${error.name} ${error.message} ${String(error.cause ?? '')}`,
      );
      const made = calls.slice(before).map(({ operation }) => operation);
      return { ended, lists: made.filter((operation) => operation === 'ListObjectsV2').length };
    },
    report: async () => {
      const found = await known.walReport('own', REGION);
      if (!found) throw new Error('no report is in the ledger');
      return found;
    },
    point: async () =>
      (await known.recoveryPoints()).find(({ kind }) => kind === 'wal-archive') as WindowPoint,
  };
}

test('a whole archive ends well, and can be recovered from behind its base backup to its newest segment', async () => {
  const archive = anArchive();
  archive.write(1, 6);
  archive.backUp(2);
  expect((await archive.check()).ended).toBe('well');
  const { windows, holes, arn } = await archive.point();
  expect([windows.length, holes, arn]).toEqual([1, [], 'arn:aws:s3:::own-wal/main/']);
  expect((await archive.report()).coverage).toContain('recoverable on timeline 1 from');
});

test('a base backup whose data are gone is none', async () => {
  const archive = anArchive();
  archive.write(1, 4);
  archive.backUp(2);
  rmSync(join(archive.archive, 'base'), { recursive: true });
  expect((await archive.check()).ended).toContain(
    'nothing is recoverable on timeline 1: no base backup is known',
  );
  expect((await archive.report()).unusable.examples).toEqual([
    'base backup "nightly": main/base/nightly/base.tar is not there',
  ]);
});

test('a segment that is missing, one that is cut short and one that is there twice are each found and named', async () => {
  const archive = anArchive();
  archive.write(1, 12);
  archive.backUp(1);
  rmSync(archive.segment(4));
  truncateSync(archive.segment(7), 1000);
  writeFileSync(archive.segment(9, '.gz'), 'compressed');
  writeFileSync(archive.segment(13, '.partial'), Buffer.alloc(SEGMENT));
  writeFileSync(join(archive.wal, 'lost+found'), 'x');

  const { ended } = await archive.check();
  expect(ended).toContain('Incomplete');
  expect(ended).toContain(segmentName(1, 4, SEGMENT));
  expect(await archive.report()).toMatchObject({
    gaps: { count: 2, examples: [segmentName(1, 4, SEGMENT), segmentName(1, 7, SEGMENT)] },
    truncated: { count: 1, examples: [segmentName(1, 7, SEGMENT)] },
    duplicates: { count: 1, examples: [`${segmentName(1, 9, SEGMENT)}.gz`] },
    partials: { count: 1, examples: [`${segmentName(1, 13, SEGMENT)}.partial`] },
    foreign: { count: 1, examples: ['lost+found'] },
  });
  expect((await archive.point()).holes).toEqual([expect.stringContaining(segmentName(1, 4, SEGMENT))]);
});

test('a check goes on where the last one ended, and a segment that came late closes its gap', async () => {
  const archive = anArchive();
  archive.write(1, 9);
  archive.backUp(1);
  const late = join(folder, 'late');
  renameSync(archive.segment(5), late);
  expect((await archive.check()).ended).toContain('holed');
  renameSync(late, archive.segment(5));
  archive.write(10, 12);
  expect((await archive.check()).ended).toBe('well');
  const { wholeWalkBecause, gaps } = await archive.report();
  expect([wholeWalkBecause, gaps.count]).toEqual([undefined, 0]);
});

test('a hole that is made behind the checkpoint is found by the next walk through all of it', async () => {
  const archive = anArchive();
  archive.write(1, 9);
  archive.backUp(1);
  expect((await archive.check()).ended).toBe('well');
  rmSync(archive.segment(5));
  expect((await archive.check()).ended).toBe('well');
  archive.clock.advance(DAY);
  expect((await archive.check()).ended).toContain(`missing ${segmentName(1, 5, SEGMENT)}`);
  expect((await archive.report()).wholeWalkBecause).toContain('the last walk through all of it began at');
});

test.each([0, 1, 999, 1000, 1001, 2500])(
  'a check after %i new segments lists no more often than it has to',
  async (count) => {
    const archive = anArchive();
    const names: string[] = [];
    const add = (from: number, to: number) => {
      for (let number = from; number <= to; number += 1)
        names.push(`main/wal/${segmentName(1, number, SEGMENT)}`);
    };
    add(1, 3000);
    archive.store.mount(
      'own-wal',
      listed(() => names),
    );
    expect((await archive.check()).lists).toBe(3);
    add(3001, 3000 + count);
    expect((await archive.check()).lists).toBe(Math.max(1, Math.ceil(count / 1000)));
  },
);

test('a million foreign names do not stop it, and are counted', async () => {
  const archive = anArchive();
  archive.write(1, 3);
  archive.backUp(1);
  const good = ['main/base/nightly/base.tar'].concat(
    [1, 2, 3].map((number) => `main/wal/${segmentName(1, number, SEGMENT)}`),
    `main/wal/${segmentName(1, 1, SEGMENT)}.00000028.backup`,
  );
  const million = 1_000_000;
  archive.store.mount('own-wal', withForeign(archive.store.bucket('own-wal') as Bucket, good, million));
  expect((await archive.check()).ended).toBe('well');
  const { foreign } = await archive.report();
  expect([foreign.count, foreign.examples.length]).toEqual([million, 10]);
  const checkpoint = JSON.stringify(await archive.known.walCheckpoint('own', REGION));
  expect(checkpoint.length).toBeLessThan(5_000);
});

test('an archive that cannot be listed is unknown, and fails nothing', async () => {
  const archive = anArchive();
  archive.store.mount('own-wal', {
    ...listed(() => []),
    list: () => {
      throw Object.assign(new Error('not yours'), { name: 'AccessDenied' });
    },
  });
  expect((await archive.check()).ended).toBe('well');
  expect(archive.measured.WalUnknown).toBeGreaterThan(0);
  expect(await archive.known.walCheckpoint('own', REGION)).toBeUndefined();
});

test.each(TASKS)('killed right after %s and started again, a check ends the same', async (task) => {
  let crashed = false;
  const archive = anArchive(async (state, run) => {
    try {
      return await run();
    } finally {
      if (state === task && !crashed) archive.region.close();
      crashed ||= state === task;
    }
  });
  archive.write(1, 6);
  archive.backUp(2);
  rmSync(archive.segment(4));
  expect((await archive.check()).ended).not.toBe('well');
  expect(crashed).toBe(true);
  expect((await archive.check()).ended).toContain(`missing ${segmentName(1, 4, SEGMENT)}`);
  expect((await archive.point()).windows).toHaveLength(1);
  const { recordedAt } = await archive.point();
  expect(recordedAt <= instant(archive.clock.now())).toBe(true);
});

/** A bucket that only lists. */
const listed = (keys: () => readonly string[]): Bucket => ({
  find: async () => undefined,
  put: () => Promise.reject(new Error('nobody writes here')),
  remove: () => Promise.reject(new Error('nobody removes here')),
  list: (prefix) =>
    keys()
      .filter((key) => key.startsWith(prefix))
      .map(whole),
});

const whole = (key: string): ListedObject => ({ key, bytes: SEGMENT, modifiedAt: new Date() });

/** The bucket, and in its listing foreign names behind the first segment: never all of them in memory. */
function withForeign(bucket: Bucket, good: readonly string[], count: number): Bucket {
  const first = `main/wal/${segmentName(1, 1, SEGMENT)}`;
  const names = [...new Set(good)].sort();
  const foreignAt = (index: number) => `${first}-${String(index).padStart(7, '0')}`;
  return {
    ...bucket,
    list: (prefix, after = '') => {
      function* all(): Generator<ListedObject> {
        for (const name of names) {
          if (name.startsWith(prefix)) yield whole(name);
          if (name !== first) continue;
          const begin = after.startsWith(`${first}-`) ? Number(after.slice(first.length + 1)) : 0;
          for (let index = begin; index < count; index += 1) yield whole(foreignAt(index));
        }
      }
      return all();
    },
  };
}
