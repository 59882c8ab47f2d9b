import { keptInstance } from '../../lambdas/runtime/kept-instance';
import { aRole } from '../helpers/a-role';
import { FailbackRuns } from './failback-runs';

const KEPT_HOME = keptInstance('firebackup-primary', 'home');
const KEPT_AWAY = keptInstance('firebackup-recovery', 'home');
const KEPT_ARN = `arn:aws:rds:us-east-1:111122223333:db:${KEPT_HOME}`;

const WAY_HOME = [
  'PlanFailback',
  'RejoinCache',
  'ReportLostWrites',
  'KeepOldPrimary',
  'BuildReplica',
  'CheckReplica',
  'AwaitReplica',
  'RunSwitchover',
  'KeepOldPrimaryThere',
  'BuildReplicaThere',
  'CheckReplicaThere',
  'RecordFailback',
];

/** Home serves, the other region is its replica, and both old primaries are still there. */
async function expectHome({ ledger, rds, switchovers }: FailbackRuns): Promise<void> {
  expect(await ledger.run('home')).toMatchObject({
    workflow: 'failback',
    outcome: 'done',
    evidence: { lostWrites: [{ database: 'main', outcome: 'read' }] },
  });
  expect(switchovers).toBe(1);
  const [home, away] = [rds.instances.get('firebackup-primary'), rds.instances.get('firebackup-recovery')];
  expect(home).toMatchObject({ replicaSource: undefined, status: 'available' });
  expect(away).toMatchObject({ replicaSource: home?.arn, replicationStatus: 'replicating' });
  const changes = rds.calls.map((call) => call.split(' ').slice(0, 2).join(' '));
  expect(changes).toEqual([
    'rename firebackup-primary',
    'build firebackup-primary',
    'keep backups',
    'rename firebackup-recovery',
    'build firebackup-recovery',
    'keep backups',
  ]);
  for (const name of [KEPT_HOME, KEPT_AWAY])
    expect(rds.instances.get(name)).toMatchObject({ deletionProtection: true, status: 'available' });
}

test('the way home is gone once, and nothing is deleted', async () => {
  const runs = await new FailbackRuns().afterFailover();
  await runs.run('e-1');
  expect([...new Set(runs.ran)]).toEqual(WAY_HOME);
  await expectHome(runs);
});

test.each(WAY_HOME)(
  'killed right after %s and started again under its run, it ends the same',
  async (state) => {
    const runs = await new FailbackRuns().afterFailover();
    runs.killAfter(state, 'e-1');
    await expect(runs.run('e-1')).rejects.toThrow();
    await runs.run('e-2');
    await expectHome(runs);
  },
);

test('an old primary is deleted by the same run, started again with its ARN', async () => {
  const runs = await new FailbackRuns().afterFailover();
  await runs.run('e-1');
  await runs.run('e-2', { deleteOldPrimary: KEPT_ARN });
  expect(runs.rds.calls.slice(-2)).toEqual([
    `unprotect ${KEPT_HOME}`,
    `delete ${KEPT_HOME} keeping firebackup-final-${KEPT_HOME}`,
  ]);
  expect(runs.switchovers).toBe(1);
});

test('a dry run ends with the plan, and changes nothing', async () => {
  const runs = await new FailbackRuns().afterFailover();
  expect(await runs.run('e-1', { dryRun: true })).toMatchObject({ plan: { outcome: 'dry-run' } });
  expect(runs.ran).toEqual(['PlanFailback']);
  expect(runs.rds.calls).toEqual([]);
  expect(await runs.ledger.run('home')).toBeUndefined();
});

test.each([
  ['without a finished failover', {}, 'without a finished failover there is nothing to come back from'],
  ['for another ARN', { deleteOldPrimary: 'arn:aws:rds:us-east-1:1:db:main' }, 'puts nothing aside as'],
])('%s it is refused, with the reason in the record', async (_, input, because) => {
  const runs = await new FailbackRuns().afterFailover();
  if (Object.keys(input).length === 0) runs.ledger.current = aRole();
  await expect(runs.run('e-1', input)).rejects.toThrow();
  expect(await runs.ledger.run('home')).toMatchObject({
    workflow: 'failback',
    outcome: 'refused',
    because: expect.stringContaining(because),
  });
  expect(runs.rds.calls).toEqual([]);
});

test('a cache that does not come back stops the run before anything was put aside', async () => {
  const runs = await new FailbackRuns().afterFailover();
  runs.caches.datastore = { status: 'available', members: [] };
  await expect(runs.run('e-1')).rejects.toThrow();
  expect(await runs.ledger.run('home')).toMatchObject({
    outcome: 'stuck',
    because: expect.stringContaining('is no member of'),
  });
  expect(runs.rds.calls).toEqual([]);
});
