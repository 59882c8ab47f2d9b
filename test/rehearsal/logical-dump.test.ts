import type { ObjectPoint } from '../../lib/domain/recovery-point';
import type { VersionedBucket } from '../../rehearsal/cloud/versioned-bucket';
import type { RegionSettings } from '../../rehearsal/region';
import type { World } from '../../rehearsal/world';
import { aWorld } from './a-world';
import { putFakeDumpTools } from './fake-dump-tools';
import { tornAway } from './torn-away';

/** In the order of the file. */
const TASKS = [
  'PlanDumps',
  'DumpDatabase',
  'CheckDump',
  'LockDump',
  'RecordDump',
  'CheckDumpCopy',
  'LockDumpCopy',
  'RecordDumpCopy',
  'JudgeDumps',
  'PruneObjects',
];

let world: World;
/** Around the tasks of the test at hand. */
let around: RegionSettings['around'];
let takeToolsAway: () => void;

beforeAll(async () => {
  takeToolsAway = putFakeDumpTools();
  world = await aWorld((task, run) => (around ? around(task, run) : run()));
});
afterAll(async () => {
  takeToolsAway();
  await world.end();
});
beforeEach(() => {
  around = undefined;
});

/** A moment of its own, and so a dump of its own, for each test. */
const dueAt = (minute: number) => `2026-03-01T04:${String(minute).padStart(2, '0')}:00Z`;
const idAt = (minute: number) => `firebackup-main-dumps-2026030104${String(minute).padStart(2, '0')}`;

const dump = (place: 'primary' | 'recovery', execution: string, minute: number) =>
  world.region(place).start('logical-dump', execution, { policy: 'dumps', due: dueAt(minute) }).result;

const pointsOf = async (minute: number): Promise<readonly ObjectPoint[]> =>
  (await world.ledger.recoveryPoints())
    .filter((point): point is ObjectPoint => point.kind.startsWith('logical-dump'))
    .filter(({ id }) => id === idAt(minute))
    .toSorted((a, b) => a.kind.localeCompare(b.kind));

const versionsIn = async (region: string, minute: number): Promise<number> => {
  const versions = await world.cloud.stores
    .get(region)
    ?.versionsOf(`backups-${region}`, `dumps/${idAt(minute)}.dump`);
  return versions?.length ?? 0;
};

test('a dump is checked, locked, replicated and recorded in both regions', async () => {
  await dump('primary', 'whole', 50);
  const [made, copy, ...others] = await pointsOf(50);
  expect(others).toEqual([]);
  expect(made).toMatchObject({
    kind: 'logical-dump',
    store: 'main',
    policy: 'dumps',
    region: 'us-east-1',
    checksum: expect.stringMatching(/^SHA256:[0-9a-f]{64}$/),
  });
  expect(copy).toMatchObject({
    kind: 'logical-dump-copy',
    region: 'us-west-2',
    versionId: made?.versionId,
    checksum: made?.checksum,
    takenAt: made?.takenAt,
  });
  for (const { region, bucket, key, versionId } of await pointsOf(50)) {
    const remove = world.cloud.stores.get(region)?.operations.DeleteObject;
    const removing = remove?.({ Bucket: bucket, Key: key, VersionId: versionId });
    await expect(removing).rejects.toThrow('object lock');
  }
});

test('in a region that is not the active one nothing is dumped', async () => {
  const before = world.cloud.containers.get('us-west-2')?.begun;
  expect(await dump('recovery', 'passive', 51)).toMatchObject({
    plan: { jobs: [], because: expect.stringContaining('us-east-1 is the active region') },
  });
  expect(world.cloud.containers.get('us-west-2')?.begun).toBe(before);
  expect(await pointsOf(51)).toEqual([]);
});

test('a dump that cannot be copied is recorded all the same, and the run says what is missing', async () => {
  world.region('recovery').lose();
  await expect(dump('primary', 'alone', 52)).rejects.toThrow(/1 of 1 dumps failed: main: Unreachable/);
  world.region('recovery').return();
  expect((await pointsOf(52)).map(({ kind }) => kind)).toEqual(['logical-dump']);

  const bucket = world.cloud.stores.get('us-east-1')?.bucket('backups-us-east-1');
  await (bucket as VersionedBucket).replicate();
  await dump('primary', 'together', 52);
  expect((await pointsOf(52)).map(({ kind }) => kind)).toEqual(['logical-dump', 'logical-dump-copy']);
  expect(await versionsIn('us-east-1', 52)).toBe(1);
});

test.each(TASKS)('cut off after %s and begun again, it ends with one dump and one copy', async (task) => {
  const minute = TASKS.indexOf(task);
  const execution = `first-${task}`;
  around = tornAway({ execution, after: [task], tear: () => world.region('primary').close() });
  await expect(dump('primary', execution, minute)).rejects.toThrow('aborted');
  await dump('primary', `second-${task}`, minute);
  expect((await pointsOf(minute)).map(({ kind }) => kind)).toEqual(['logical-dump', 'logical-dump-copy']);
  expect([await versionsIn('us-east-1', minute), await versionsIn('us-west-2', minute)]).toEqual([1, 1]);
});
