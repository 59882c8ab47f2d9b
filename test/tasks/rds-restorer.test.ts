import { rdsRestorer } from '../../lambdas/runtime/restorers/rds-restorer';
import { rdsStarter } from '../../lambdas/runtime/restorers/rds-starter';
import type { DatabaseRestores } from '../../lib/aws/database-restores';
import type { InstanceDetails } from '../../lib/aws/instance-details';
import { InvalidInput, NotFound, TerminalState } from '../../lib/domain/errors';
import type { RecoveryPoint, WindowPoint } from '../../lib/domain/recovery-point';
import { type RestoreOrder, RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { aDeployment } from '../helpers/a-plan';
import { aRecoveryPoint } from '../helpers/a-recovery-point';
import { at } from '../helpers/at';

const TARGET = 'firebackup-drill-0123456';

const aWindow = (overrides: Partial<WindowPoint> = {}): WindowPoint => ({
  id: 'window',
  kind: 'automated-backups',
  store: 'main',
  region: 'us-east-1',
  recordedAt: at(0),
  arn: 'arn:window',
  windows: [],
  holes: [],
  ...overrides,
});

const anOrder = (overrides: Partial<RestoreOrder> = {}): RestoreOrder => ({
  run: 'drill-1',
  purpose: 'drill',
  point: aRecoveryPoint(),
  region: 'us-east-1',
  target: TARGET,
  expiresAt: at(60),
  ...overrides,
});

const anInstance = (overrides: Partial<InstanceDetails> = {}): InstanceDetails => ({
  id: TARGET,
  arn: 'arn:target',
  status: 'available',
  endpoint: { host: 'target.example.com', port: 5432 },
  securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
  deletionProtection: false,
  tags: { [DEPLOYMENT_TAG]: 'firebackup', [RUN_TAG]: 'drill-1', [SCRATCH_UNTIL_TAG]: at(60) },
  ...overrides,
});

/** RDS with these instances, in whichever region; remembers what it was asked to change. */
function withInstances(...instances: readonly InstanceDetails[]) {
  const asked: [string, unknown][] = [];
  const there = () => (instances.length > 0 ? ('there' as const) : ('asked' as const));
  const restores = (region: string): DatabaseRestores => ({
    instanceDetails: async (id) => instances.find((one) => one.id === id),
    taggedInstances: async (key) => instances.filter(({ tags }) => key in tags),
    restoreToTime: async (restore) => {
      asked.push([`to time in ${region}`, restore]);
      return there();
    },
    restoreFromSnapshot: async (restore) => {
      asked.push([`from snapshot in ${region}`, restore]);
      return there();
    },
    protect: async (id) => void asked.push(['protect', id]),
    untag: async (arn, key) => void asked.push(['untag', [arn, key]]),
    remove: async (id, deployment) => {
      asked.push(['remove', [id, deployment]]);
      return 'going';
    },
  });
  const deployment = aDeployment();
  return { asked, restorer: { ...rdsRestorer(deployment, restores), ...rdsStarter(deployment, restores) } };
}

const drillSettings = {
  instanceClass: 'db.r5.large',
  subnetGroup: 'databases',
  parameterGroup: 'postgres16',
  port: 5432,
  securityGroups: ['sg-000000f1'],
  multiAz: false,
  backupRetentionDays: 0,
};
const drillTags = {
  [DEPLOYMENT_TAG]: 'firebackup',
  [RUN_TAG]: 'drill-1',
  'firebackup:database': 'main',
  [SCRATCH_UNTIL_TAG]: at(60),
};

test.each<[string, RecoveryPoint, string, object]>([
  [
    'a snapshot by its name',
    aRecoveryPoint({ id: 'nightly' }),
    'from snapshot in us-east-1',
    { snapshotId: 'nightly' },
  ],
  [
    'automated backups by the instance of their region',
    aWindow(),
    'to time in us-east-1',
    { source: { instance: 'firebackup-primary' }, to: at(30) },
  ],
])('a drill restores %s, as scratch that admits the orchestrator alone', async (_, point, what, source) => {
  const { asked, restorer } = withInstances();
  await restorer.start(anOrder({ point, to: at(30) }));
  expect(asked).toEqual([[what, { target: TARGET, settings: drillSettings, tags: drillTags, ...source }]]);
});

test('replicated backups are restored in the region that they lie in, as that side of the plan', async () => {
  const { asked, restorer } = withInstances();
  const point = aWindow({ kind: 'automated-backups-copy', region: 'us-west-2' });
  await restorer.start(anOrder({ point, region: 'us-west-2' }));
  expect(asked).toEqual([
    [
      'to time in us-west-2',
      {
        target: TARGET,
        settings: { ...drillSettings, securityGroups: ['sg-000000f2'] },
        tags: drillTags,
        source: { backupsArn: 'arn:window' },
        to: undefined,
      },
    ],
  ]);
});

test('a restore is what the plan says of its database', async () => {
  const { asked, restorer } = withInstances();
  await restorer.start(anOrder({ purpose: 'restore', target: 'firebackup-restore-0123456' }));
  expect(asked[0]?.[1]).toMatchObject({
    settings: { securityGroups: ['sg-00000001'], multiAz: true, backupRetentionDays: 7 },
    tags: { [SCRATCH_UNTIL_TAG]: at(60) },
  });
});

test.each<[string, Partial<RestoreOrder>]>([
  ['under a name that the plan has', { target: 'firebackup-primary' }],
  ['from a point of another region', { region: 'us-west-2' }],
  ['as scratch without an end', { expiresAt: undefined }],
  ['from what is no instance', { point: aWindow({ kind: 'wal-archive' }) }],
])('nothing is started %s', async (_, overrides) => {
  const { asked, restorer } = withInstances();
  await expect(restorer.start(anOrder(overrides))).rejects.toBeInstanceOf(InvalidInput);
  expect(asked).toEqual([]);
});

test('a second start finds what the first one made; what somebody else made is refused', async () => {
  await withInstances(anInstance()).restorer.start(anOrder());
  for (const tags of [{}, { ...anInstance().tags, [RUN_TAG]: 'drill-0' }]) {
    const { restorer } = withInstances(anInstance({ tags }));
    await expect(restorer.start(anOrder())).rejects.toBeInstanceOf(TerminalState);
  }
});

test.each<[string, Partial<InstanceDetails>, object]>([
  ['open', {}, { status: 'available', endpoint: { host: 'target.example.com', port: 5432 } }],
  ['being made', { status: 'creating' }, { status: 'creating' }],
  [
    'not yet behind its security group',
    { securityGroups: [{ id: 'sg-000000f1', status: 'adding' }] },
    { status: 'available' },
  ],
  [
    'broken',
    { status: 'failed' },
    { status: 'failed', hopelessBecause: expect.stringContaining('is failed') },
  ],
])('what is %s is found as such', async (_, overrides, expected) => {
  const instance = anInstance(overrides);
  expect(await withInstances(instance).restorer.find(anOrder())).toEqual({
    target: TARGET,
    region: 'us-east-1',
    tags: instance.tags,
    ...expected,
  });
});

test('what is not there is nothing', async () => {
  expect(await withInstances().restorer.find(anOrder())).toBeUndefined();
});

test('removing names the deployment, and never what a restore cannot have made', async () => {
  const { asked, restorer } = withInstances(anInstance());
  expect(await restorer.remove({ target: TARGET, region: 'us-east-1' })).toBe('going');
  const live = { target: 'firebackup-primary', region: 'us-east-1' };
  await expect(restorer.remove(live)).rejects.toBeInstanceOf(InvalidInput);
  expect(asked).toEqual([['remove', [TARGET, 'firebackup']]]);
});

test('scratch is what carries the tag, the deployment and a name of ours', async () => {
  const { restorer } = withInstances(
    anInstance(),
    anInstance({ id: 'firebackup-primary' }),
    anInstance({ id: 'firebackup-drill-1111111', tags: { ...anInstance().tags, [DEPLOYMENT_TAG]: 'other' } }),
  );
  expect((await restorer.scratch('us-west-2')).map(({ target, region }) => [target, region])).toEqual([
    [TARGET, 'us-west-2'],
  ]);
});

test('what is handed over is protected before it stops being scratch; a second time changes nothing', async () => {
  const made = { target: TARGET, region: 'us-east-1' };
  const first = withInstances(anInstance());
  await first.restorer.keep(made);
  expect(first.asked).toEqual([
    ['protect', TARGET],
    ['untag', ['arn:target', SCRATCH_UNTIL_TAG]],
  ]);
  const { [SCRATCH_UNTIL_TAG]: _, ...tags } = anInstance().tags;
  const second = withInstances(anInstance({ deletionProtection: true, tags }));
  await second.restorer.keep(made);
  expect(second.asked).toEqual([]);
  await expect(withInstances().restorer.keep(made)).rejects.toBeInstanceOf(NotFound);
});
