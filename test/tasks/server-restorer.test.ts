import { serverRestorer } from '../../lambdas/runtime/restorers/server-restorer';
import { serverStarter } from '../../lambdas/runtime/restorers/server-starter';
import type { StoredBase } from '../../lib/aws/base-backups';
import type { ContainerTask, TaskOrder } from '../../lib/aws/tasks';
import { containerScript } from '../../lib/containers/container-script';
import { InvalidInput, NotFound } from '../../lib/domain/errors';
import type { RecoveryPoint } from '../../lib/domain/recovery-point';
import type { RestoreOrder } from '../../lib/domain/restore-order';
import { aDump, dumpPolicy } from '../helpers/a-dump';
import { aDeployment } from '../helpers/a-plan';

const TARGET = 'firebackup-drill-0123abc';
const TAGS = {
  'firebackup:deployment': 'firebackup',
  'firebackup:run': 'drill-1',
  'firebackup:scratch-until': '2026-03-01T09:00:00.000Z',
};
const archive = {
  id: 'own',
  buckets: { primary: 'own-wal-east', recovery: 'own-wal-west' },
  prefix: 'main/',
};

const aTask = (overrides: Partial<ContainerTask> = {}): ContainerTask => ({
  arn: 'arn:1',
  name: TARGET,
  status: 'RUNNING',
  isLeaving: false,
  isHealthy: true,
  address: '10.0.0.7',
  stopped: undefined,
  tags: TAGS,
  ...overrides,
});

const dumpPoint = (overrides: object = {}): RecoveryPoint => ({
  ...aDump({ region: 'us-west-2', bucket: 'backups-recovery' }),
  id: 'a-dump',
  kind: 'logical-dump-copy',
  store: 'main',
  policy: 'dumps',
  recordedAt: '2026-03-01T03:10:00.000Z',
  ...overrides,
});

const archivePoint = (): RecoveryPoint => ({
  id: 'own',
  kind: 'wal-archive',
  store: 'own',
  region: 'us-west-2',
  arn: 'arn:aws:s3:::own-wal-west/main/',
  windows: [],
  holes: [],
  recordedAt: '2026-03-01T03:10:00.000Z',
});

const anOrder = (overrides: Partial<RestoreOrder> = {}): RestoreOrder => ({
  run: 'drill-1',
  purpose: 'drill',
  point: dumpPoint(),
  region: 'us-west-2',
  target: TARGET,
  expiresAt: '2026-03-01T09:00:00.000Z',
  ...overrides,
});

function aRestorer({ running = [], bases = [] }: { running?: ContainerTask[]; bases?: StoredBase[] } = {}) {
  const run: TaskOrder[] = [];
  const stopped: string[] = [];
  const deps = {
    deployment: aDeployment({ dumps: [dumpPolicy()], walArchives: [archive] }),
    tasks: () => ({
      run: async (order: TaskOrder) => void run.push(order),
      list: async (_: string, family: string) => (family === 'firebackup-dump-server' ? running : []),
      stop: async (_: string, arn: string) => void stopped.push(arn),
    }),
    bases: async () => bases,
    now: () => '2026-03-01T03:00:00.000Z',
  };
  return { restorer: { ...serverRestorer(deps), ...serverStarter(deps) }, run, stopped };
}

test('a dump is fetched by its version, checked by its sum, and served until it expires', async () => {
  const { restorer, run } = aRestorer();
  await restorer.start(anOrder());
  expect(run).toEqual([
    {
      cluster: 'firebackup-backups',
      family: 'firebackup-dump-server',
      name: TARGET,
      subnets: ['subnet-00000072'],
      securityGroups: ['sg-000000f2'],
      tags: TAGS,
      environments: {
        'fetch-dump': {
          AWS_REGION: 'us-west-2',
          BUCKET: 'backups-recovery',
          KEY: 'dumps/firebackup-main-dumps-202603010300.dump',
          VERSION_ID: 'v1',
          SHA256: 'a'.repeat(64),
        },
        'serve-dump': { PGUSER: 'firebackup_orchestrator', PGDATABASE: 'firebackup', UNTIL: '1772355600' },
      },
    },
  ]);
});

test('a server that is to be handed over expires too', async () => {
  const { restorer, run } = aRestorer();
  await restorer.start(
    anOrder({ purpose: 'restore', target: 'firebackup-restore-0123abc', expiresAt: undefined }),
  );
  expect(run[0]?.tags['firebackup:scratch-until']).toBe('2026-03-01T09:00:00.000Z');
});

const bases = [
  { key: 'main/base/monday/base.tar', at: '2026-02-23T01:00:00.000Z' },
  { key: 'main/base/sunday/base.tar', at: '2026-03-01T01:00:00.000Z' },
];

test('an archive is recovered from the newest base before the moment, with what was archived an hour later', async () => {
  const { restorer, run } = aRestorer({ bases });
  await restorer.start(anOrder({ point: archivePoint(), to: '2026-02-28T12:00:00.000Z' }));
  expect(run[0]).toMatchObject({
    family: 'firebackup-archive-server',
    environments: {
      'fetch-base': { BUCKET: 'own-wal-west', BASE_KEY: 'main/base/monday/base.tar' },
      'fetch-wal': { PREFIX: 'main/wal/', WAL_UNTIL: '2026-02-28T13:00:00' },
      'serve-archive': { RECOVERY_TARGET_TIME: '2026-02-28T12:00:00.000+00' },
    },
  });
});

test('without a moment an archive is recovered from the newest base to its end', async () => {
  const { restorer, run } = aRestorer({ bases });
  await restorer.start(anOrder({ point: archivePoint() }));
  expect(run[0]?.environments).toMatchObject({
    'fetch-base': { BASE_KEY: 'main/base/sunday/base.tar' },
    'fetch-wal': { WAL_UNTIL: '9999' },
    'serve-archive': { RECOVERY_TARGET_TIME: '' },
  });
});

test.each<[string, Partial<RestoreOrder>, new (message: string) => Error, string]>([
  [
    'a moment before every base',
    { point: archivePoint(), to: '2026-01-01T00:00:00.000Z' },
    NotFound,
    'of 2 is from before',
  ],
  ['a point of another region', { region: 'us-east-1' }, InvalidInput, 'lies in us-west-2'],
  ['a name that no restore gives', { target: 'firebackup-primary' }, InvalidInput, 'nothing is done to it'],
  [
    'a dump without a whole sum',
    { point: dumpPoint({ checksum: 'SHA256:YWJj=-3' }) },
    InvalidInput,
    'expected SHA256:',
  ],
  [
    'a snapshot',
    { point: { ...dumpPoint(), kind: 'snapshot' } as RecoveryPoint },
    InvalidInput,
    'restores no snapshot',
  ],
])('%s is refused', async (_, order, expected, because) => {
  const { restorer, run } = aRestorer({ bases });
  const starting = restorer.start(anOrder(order));
  await expect(starting).rejects.toThrow(expected);
  await expect(starting).rejects.toThrow(because);
  expect(run).toEqual([]);
});

test('a server can be reached once it is healthy, and not before', async () => {
  const find = (task: ContainerTask) => aRestorer({ running: [task] }).restorer.find(anOrder());
  expect(await find(aTask())).toMatchObject({
    endpoint: { host: '10.0.0.7', port: 5432 },
    status: 'RUNNING',
  });
  expect(await find(aTask({ isHealthy: false }))).not.toHaveProperty('endpoint');
});

test('one that ended by itself is hopeless and says why; one that was stopped is gone', async () => {
  const find = (byCaller: boolean) =>
    aRestorer({
      running: [aTask({ status: 'STOPPED', stopped: { because: 'serve-dump ended with 1', byCaller } })],
    }).restorer.find(anOrder());
  expect(await find(false)).toMatchObject({
    hopelessBecause: `the server ${TARGET} in us-west-2 stopped: serve-dump ended with 1`,
  });
  expect(await find(true)).toBeUndefined();
});

test('a server is stopped once and is gone when it has stopped', async () => {
  const remove = async (running: ContainerTask[]) => {
    const { restorer, stopped } = aRestorer({ running });
    return [await restorer.remove({ target: TARGET, region: 'us-west-2' }), stopped];
  };
  expect(await remove([aTask()])).toEqual(['going', ['arn:1']]);
  expect(await remove([aTask({ isLeaving: true })])).toEqual(['going', []]);
  expect(await remove([])).toEqual(['gone', []]);
});

test.each([
  ['of another deployment', { tags: { ...TAGS, 'firebackup:deployment': 'other' } }],
  ['without the tag of scratch', { tags: { 'firebackup:deployment': 'firebackup' } }],
  ['of another name', { name: 'somebody' }],
])('a task %s is not ours: neither found nor swept nor stopped', async (_, overrides) => {
  const { restorer, stopped } = aRestorer({ running: [aTask(overrides)] });
  expect(await restorer.find(anOrder())).toBeUndefined();
  expect(await restorer.scratch('us-west-2')).toEqual([]);
  expect(await restorer.remove({ target: TARGET, region: 'us-west-2' })).toBe('gone');
  expect(stopped).toEqual([]);
});

test('what still runs is scratch, what has stopped is not', async () => {
  const gone = aTask({ arn: 'arn:2', stopped: { because: 'its time was up', byCaller: false } });
  const { restorer } = aRestorer({ running: [aTask(), gone] });
  expect((await restorer.scratch('us-west-2')).map(({ target }) => target)).toEqual([TARGET]);
});

test('every container is told what its script asks for, beside what its image knows', async () => {
  const { restorer, run } = aRestorer({ bases });
  await restorer.start(anOrder());
  await restorer.start(anOrder({ point: archivePoint() }));
  for (const { environments } of run) {
    for (const [name, told] of Object.entries(environments)) {
      const asked = [...containerScript(name).matchAll(/\$\{?\(*([A-Z][A-Z_0-9]*)/g)].map(
        ([, one]) => one ?? '',
      );
      const untold = asked.filter((one) => !(one in told) && !['PGDATA', 'PWD'].includes(one));
      expect([name, untold]).toEqual([name, []]);
      expect([name, Object.keys(told).filter((one) => !containerScript(name).includes(one))]).toEqual([
        name,
        [],
      ]);
    }
  }
});
