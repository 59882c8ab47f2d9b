import type { LiveContents, RestoredContents, SchemaObject } from '../../lib/domain/contents';
import { contentsDoubtedBecause, expectationsOf } from '../../lib/domain/contents-doubts';
import { checkedContents } from '../../lib/domain/contents-verdict';
import { aRecoveryPoint, aWindow } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const object = (name: string, overrides: Partial<SchemaObject> = {}): SchemaObject => ({
  object: name,
  definition: 'as it was made',
  writtenIn: 500,
  ...overrides,
});

const restored = (overrides: Partial<RestoredContents> = {}): RestoredContents => ({
  heartbeat: { writtenAt: at(-5), epoch: 1, writtenIn: 1_000 },
  tables: [{ table: 'public.orders', outcome: 'read', rows: 3 }],
  objects: [object('table public.orders')],
  schemaHash: 'a-hash',
  extensions: { plpgsql: '1.0' },
  checks: [],
  ...overrides,
});

const live = (overrides: Partial<LiveContents> = {}): LiveContents => ({
  objects: [object('table public.orders')],
  schemaHash: 'a-hash',
  filled: [{ table: 'public.orders', writtenIn: 600 }],
  unseen: [],
  ...overrides,
});

const toNoon = { point: aWindow(), to: at(0) };
const ofDump = { point: aRecoveryPoint({ kind: 'logical-dump' as 'snapshot', takenAt: at(0) }) };
const expected = (order: Parameters<typeof expectationsOf>[0] = toNoon) => expectationsOf(order, 300, true);
const doubts = (
  contents: Partial<RestoredContents>,
  side: LiveContents | undefined = live(),
  order: Parameters<typeof expectationsOf>[0] = toNoon,
) => contentsDoubtedBecause(restored(contents), side, expected(order));

const beat = (seconds: number) => ({ heartbeat: { writtenAt: at(seconds), epoch: 1, writtenIn: 1_000 } });

test('contents as they have to be are not doubted', () => {
  expect(doubts({})).toEqual([]);
});

test.each<[string, Partial<RestoredContents>, readonly string[]]>([
  ['at the edge of the tolerance', beat(-300), []],
  [
    'older than that',
    beat(-301),
    [
      `its newest heartbeat is of ${at(-301)}, 301 s before ${at(0)}, to which it was recovered; expected at most 300 s`,
    ],
  ],
  ['of the very moment', beat(0), []],
  [
    'newer than the moment',
    beat(1),
    [
      `its newest heartbeat is of ${at(1)}, and nothing newer than ${at(0)} was to be recovered: it was recovered too far`,
    ],
  ],
  [
    'not there',
    { heartbeat: undefined },
    ['it has no heartbeat: nothing in it says to which moment it was recovered'],
  ],
])('a heartbeat %s is judged against the moment recovered to', (_, contents, because) => {
  expect(doubts(contents, undefined)).toEqual(because);
});

test('a heartbeat whose time cannot be read is doubted', () => {
  expect(doubts({ heartbeat: { writtenAt: 'never', epoch: 1, writtenIn: 1 } }, undefined)).toHaveLength(2);
});

test('a snapshot may hold what was written while it was taken, and a window that went as far as it could anything newer', () => {
  const snapshot = { point: aRecoveryPoint({ takenAt: at(0) }) };
  expect(doubts(beat(300), undefined, snapshot)).toEqual([]);
  expect(doubts(beat(301), undefined, snapshot)).toHaveLength(1);
  expect(doubts(beat(9_000), undefined, { point: aWindow() })).toEqual([]);
  expect(doubts(beat(-301), undefined, { point: aWindow() })).toHaveLength(1);
});

test('an archive of a server that gets no heartbeat from us needs none', () => {
  const rules = expectationsOf(toNoon, 300, false);
  expect(contentsDoubtedBecause(restored({ heartbeat: undefined }), undefined, rules)).toEqual([]);
});

test('a table that PostgreSQL cannot read is always doubted, one that there was no time for never', () => {
  const because = 'invalid page in block 7 of relation base/5/16384';
  const tables = (outcome: 'unreadable' | 'not read') => ({
    tables: [{ table: 'public.orders', outcome, because }],
  });
  expect(doubts(tables('unreadable'))).toEqual([`public.orders cannot be read: ${because}`]);
  expect(doubts(tables('not read'))).toEqual([]);
});

test("the plan's own check that fails is a doubt, one that did not finish is not", () => {
  const check = (outcome: 'failed' | 'not finished') => ({
    checks: [{ name: 'has-orders', outcome, because: 'it answered false, expected true' }],
  });
  expect(doubts(check('failed'))).toEqual([
    "the plan's check has-orders failed: it answered false, expected true",
  ]);
  expect(doubts(check('not finished'))).toEqual([]);
});

test('what the live side has and the restored one lacks is a loss, named without what hangs on it', () => {
  const lost = [
    object('table public.bills'),
    object('column public.bills.id', { parent: 'table public.bills' }),
    object('extension pgcrypto'),
  ];
  expect(doubts({}, live({ objects: [...live().objects, ...lost] }))).toEqual([
    'table public.bills, extension pgcrypto is missing; the live side has it',
  ]);
});

test('what was made on the live side after the moment recovered to is no loss', () => {
  const since = live({ objects: [object('table public.bills', { writtenIn: 1_000 })] });
  expect(doubts({}, since)).toEqual([]);
  const changed = live({
    objects: [object('table public.orders', { definition: 'other', writtenIn: 1_001 })],
  });
  expect(doubts({}, changed)).toEqual([]);
  const filled = live({ filled: [{ table: 'public.orders', writtenIn: 1_200 }] });
  expect(doubts({ tables: [{ table: 'public.orders', outcome: 'read', rows: 0 }] }, filled)).toEqual([]);
});

test('what the restored side has beside it is none either', () => {
  expect(doubts({ objects: [...restored().objects, object('table public.dropped')] })).toEqual([]);
});

test('a thing that is another than on the live side is a doubt, by its expression too', () => {
  const otherwise = live({ objects: [object('table public.orders', { expression: 'a > 1' })] });
  expect(doubts({}, otherwise)).toEqual(['table public.orders is not as on the live side']);
});

test('a table that is empty while the live one has old rows is a doubt', () => {
  expect(doubts({ tables: [{ table: 'public.orders', outcome: 'read', rows: 0 }] })).toEqual([
    'public.orders is empty; on the live side it is not',
  ]);
});

test('fewer rows, or more, are no doubt: the restored side is older', () => {
  expect(doubts({ tables: [{ table: 'public.orders', outcome: 'read', rows: 1 }] })).toEqual([]);
});

test('a dump counts its transactions anew and words expressions anew: neither is held against it, a loss is', () => {
  const otherwise = live({ objects: [object('table public.orders', { expression: 'a > 1' })] });
  expect(doubts({}, otherwise, ofDump)).toEqual([]);
  const since = live({ objects: [object('table public.bills', { writtenIn: 1_000 })] });
  expect(doubts({}, since, ofDump)).toEqual([
    `table public.bills is missing; the live side has it, unless that was changed after ${at(0)}`,
  ]);
});

test('of many losses the first are named and the rest is counted', () => {
  const objects = Array.from({ length: 8 }, (_, index) => object(`table public.t${index}`));
  expect(doubts({}, live({ objects }))).toEqual([
    'table public.t0, table public.t1, table public.t2, table public.t3, table public.t4 and 3 more is missing; ' +
      'the live side has it',
  ]);
});

const verdict = (
  contents: Partial<RestoredContents> = {},
  side: LiveContents | string | undefined = live(),
) =>
  checkedContents({ app: restored(contents) }, side, {
    order: toNoon,
    toleranceSeconds: 300,
    hasHeartbeat: true,
  });

test('sound contents say to which moment they go, and what was counted', () => {
  expect(verdict()).toEqual({
    outcome: 'sound',
    doubts: [],
    unknowns: [],
    recoveredTo: at(-5),
    evidence: {
      liveSchemaHash: 'a-hash',
      databases: {
        app: {
          schemaHash: 'a-hash',
          extensions: { plpgsql: '1.0' },
          heartbeat: { writtenAt: at(-5), epoch: 1 },
          tables: 1,
          tablesRead: 1,
          rowsRead: 3,
          rows: { 'public.orders': 3 },
          notRead: [],
          checks: [],
        },
      },
    },
  });
});

test('a live side that gives no answer leaves the verdict to the rest, and is told', () => {
  expect(verdict({}, 'connection timed out')).toMatchObject({
    outcome: 'sound',
    unknowns: ['it was not held against the live side, which gave no answer: connection timed out'],
  });
});

test('tables that may not be read make the verdict unknown, and one says what to grant', () => {
  const denied = { table: 'public.orders', outcome: 'denied' as const, because: 'permission denied' };
  expect(verdict({ tables: [denied] })).toMatchObject({
    outcome: 'unknown',
    doubts: [],
    unknowns: [
      "public.orders may not be read by the orchestrator's user: permission denied; grant it pg_read_all_data",
    ],
  });
  expect(verdict({ tables: [denied], ...beat(-999) })).toMatchObject({ outcome: 'doubted' });
});

test('what the live side did not show is told and not judged', () => {
  expect(verdict({}, live({ filled: [], unseen: ['public.orders'] }))).toMatchObject({
    outcome: 'sound',
    unknowns: ['whether public.orders has rows on the live side could not be seen'],
  });
});

test('tables that were not read make the verdict unknown, by their names as far as there is room', () => {
  const tables = Array.from({ length: 7 }, (_, index) => ({
    table: `public.t${index}`,
    outcome: 'not read' as const,
    because: 'it took longer than 300 s',
  }));
  expect(verdict({ tables: [...restored().tables, ...tables] })).toMatchObject({
    outcome: 'unknown',
    unknowns: [
      'public.t0, public.t1, public.t2, public.t3, public.t4 and 2 more was not read: it took longer than 300 s',
    ],
  });
});

test("a check of the plan's own that was not finished makes the verdict unknown", () => {
  const checks = [{ name: 'has-orders', outcome: 'not finished' as const, because: 'no time was left' }];
  expect(verdict({ checks })).toMatchObject({
    outcome: 'unknown',
    unknowns: ["the plan's check has-orders was not finished: no time was left"],
  });
});

test('of a server with several databases each is judged, and a server with none is doubted', () => {
  const rules = { order: toNoon, toleranceSeconds: 300, hasHeartbeat: false };
  const bad = restored({ tables: [{ table: 'public.a', outcome: 'unreadable', because: 'no such file' }] });
  expect(checkedContents({ one: restored(), two: bad }, undefined, rules)).toMatchObject({
    outcome: 'doubted',
    doubts: ['in two, public.a cannot be read: no such file'],
  });
  expect(checkedContents({}, undefined, rules).doubts).toEqual(['its server has no database']);
});

test('without a heartbeat the last commit says to which moment it was recovered', () => {
  const rules = { order: toNoon, toleranceSeconds: 300, hasHeartbeat: false };
  const contents = restored({ heartbeat: undefined, lastCommitAt: at(-9) });
  expect(checkedContents({ one: contents }, undefined, rules).recoveredTo).toBe(at(-9));
});

test.each<[string, string | undefined, string, readonly unknown[]]>([
  ['at the edge of the tolerance', at(-300), 'sound', []],
  [
    'older than that',
    at(-301),
    'unknown',
    [
      `the last commit that recovery replayed is of ${at(-301)}, 301 s before ${at(0)}, to which it was recovered; ` +
        'expected at most 300 s: nothing was written since, or recovery ended at damaged WAL',
    ],
  ],
  ['that cannot be read', 'never', 'unknown', [expect.stringContaining('is of never')]],
  [
    'not there',
    undefined,
    'unknown',
    [`it has no heartbeat and recovery replayed no commit: nothing says that it goes to ${at(0)}`],
  ],
])(
  'without a heartbeat, a last commit %s is judged against the moment recovered to',
  (_, lastCommitAt, outcome, unknowns) => {
    const rules = { order: toNoon, toleranceSeconds: 300, hasHeartbeat: false };
    const contents = restored({ heartbeat: undefined, lastCommitAt });
    expect(checkedContents({ one: contents }, undefined, rules)).toMatchObject({ outcome, unknowns });
  },
);

test('the answer stays small however much there is to say, and says how much it leaves out', () => {
  const because = 'x'.repeat(10_000);
  const tables = Array.from({ length: 3_000 }, (_, index) => ({
    table: `a_schema_of_some_length.a_table_of_some_length_${index}`,
    outcome: index % 2 ? ('unreadable' as const) : ('not read' as const),
    because,
  }));
  const checks = Array.from({ length: 100 }, (_, index) => ({
    name: `check-${index}`,
    outcome: 'not finished' as const,
    because,
  }));
  const names = Array.from({ length: 40 }, (_, index) => [`database_${index}`, restored({ tables, checks })]);
  const rules = { order: toNoon, toleranceSeconds: 300, hasHeartbeat: false };
  const { doubts, unknowns, evidence, outcome } = checkedContents(
    Object.fromEntries(names),
    undefined,
    rules,
  );
  expect(outcome).toBe('doubted');
  expect([doubts.length, doubts[20]]).toEqual([21, 'and 59980 more']);
  expect([unknowns.length, unknowns[20]]).toEqual([21, 'and 4020 more']);
  expect(Object.keys(evidence.databases as object)).toHaveLength(10);
  expect(evidence).toMatchObject({ databasesNotTold: 30 });
  expect(JSON.stringify({ doubts, unknowns, evidence }).length).toBeLessThan(200_000);
});

test('the answer stays small whatever the number of tables', () => {
  const tables = Array.from({ length: 20_000 }, (_, index) => ({
    table: `a_schema_of_some_length.a_table_of_some_length_${index}`,
    outcome: 'read' as const,
    rows: index,
  }));
  expect(JSON.stringify(verdict({ tables })).length).toBeLessThan(10_000);
});
