import { awaitReplica } from '../../lambdas/await-replica/task';
import { buildReplica } from '../../lambdas/build-replica/task';
import { checkReplica } from '../../lambdas/check-replica/task';
import { keepOldPrimary } from '../../lambdas/keep-old-primary/task';
import { recordFailback } from '../../lambdas/record-failback/task';
import { rejoinCache } from '../../lambdas/rejoin-cache/task';
import { reportLostWrites } from '../../lambdas/report-lost-writes/task';
import { keptInstance } from '../../lambdas/runtime/kept-instance';
import { FailbackBlocked, NotReady, TerminalState, Unreachable } from '../../lib/domain/errors';
import type { LostWrites } from '../../lib/domain/lost-writes';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches } from '../helpers/fake-caches';
import { anActiveSide, aStanding, FakeRebuild } from '../helpers/fake-rebuild';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment();
const { now } = aClock(100);
const side = { run: 'home', region: 'us-east-1', database: 'main' };
const KEPT = keptInstance('firebackup-primary', 'home');
const SOURCE = anActiveSide().arn;
const lost: LostWrites = { database: 'main', outcome: 'read', tables: [], rows: 0, unread: [], walBytes: 8 };

async function aSituation(instances = [aStanding(), anActiveSide()]) {
  const ledger = new InMemoryLedger(aRole({ activeRegion: 'us-west-2', epoch: 2 }));
  await ledger.writeRun(aRun({ id: 'home', workflow: 'failback', outcome: 'open', evidence: {} }));
  const rds = new FakeRebuild(instances);
  const tags: string[] = [];
  const tag = async (region: string, arn: string, marks: object) =>
    void tags.push(`${region} ${arn} ${Object.keys(marks).join(' ')}`);
  return { ledger, rds, tags, deps: { deployment, ledger, rebuild: () => rds, tag, now } };
}

describe('keep-old-primary', () => {
  test('puts it aside, tagged before and with its report recorded, and answers once that is in force', async () => {
    const { deps, rds, tags, ledger } = await aSituation();
    await expect(keepOldPrimary(deps)({ ...side, report: lost })).rejects.toThrow(NotReady);
    await expect(keepOldPrimary(deps)(side)).rejects.toThrow('is renaming');
    rds.change(KEPT, { status: 'available' });
    expect(await keepOldPrimary(deps)(side)).toEqual({ database: 'main', outcome: 'kept' });
    expect(rds.calls).toEqual([`rename firebackup-primary to ${KEPT}`]);
    expect(tags).toEqual([expect.stringContaining('db:firebackup-primary firebackup:kept-for')]);
    expect(await ledger.run('home')).toMatchObject({ evidence: { lostWrites: [lost] } });
  });

  test('a report that was read is not given up for one that could not be had', async () => {
    const { deps, ledger } = await aSituation();
    const failed = { Error: 'Unreachable', Cause: 'no answer' };
    await expect(keepOldPrimary(deps)({ ...side, report: lost })).rejects.toThrow(NotReady);
    await expect(keepOldPrimary(deps)({ ...side, report: failed })).rejects.toThrow(NotReady);
    expect(await ledger.run('home')).toMatchObject({ evidence: { lostWrites: [lost] } });
  });

  test('what could not be read is recorded as unknown', async () => {
    const { deps, ledger } = await aSituation();
    const report = { Error: 'Unreachable', Cause: 'no answer' };
    await expect(keepOldPrimary(deps)({ ...side, report })).rejects.toThrow(NotReady);
    expect(await ledger.run('home')).toMatchObject({
      evidence: { lostWrites: [{ outcome: 'unknown', because: 'Unreachable: no answer' }] },
    });
  });

  test.each([
    ['gone', []],
    ['replica', [aStanding({ replicaSource: SOURCE })]],
  ] as const)('one that is %s is left alone', async (outcome, own) => {
    const { deps, rds } = await aSituation([...own, anActiveSide()]);
    expect(await keepOldPrimary(deps)(side)).toEqual({ database: 'main', outcome });
    expect(rds.calls).toEqual([]);
  });

  test('one that clients may reach is waited for, and one that is stopped is refused', async () => {
    const open = [{ id: 'sg-00000001', status: 'active' }];
    const reachable = await aSituation([aStanding({ securityGroups: open }), anActiveSide()]);
    await expect(keepOldPrimary(reachable.deps)(side)).rejects.toThrow(NotReady);
    const stopped = await aSituation([aStanding({ status: 'stopped' }), anActiveSide()]);
    await expect(keepOldPrimary(stopped.deps)(side)).rejects.toThrow(FailbackBlocked);
    expect([...reachable.rds.calls, ...stopped.rds.calls]).toEqual([]);
  });

  test('nothing is put aside in the region that is active', async () => {
    const { deps, rds, ledger } = await aSituation();
    ledger.current = aRole({ activeRegion: 'us-east-1', epoch: 3 });
    await expect(keepOldPrimary(deps)(side)).rejects.toThrow('it is active in epoch 3');
    await expect(buildReplica(deps)(side)).rejects.toThrow(FailbackBlocked);
    expect(rds.calls).toEqual([]);
  });
});

describe('build-replica', () => {
  test('asks once, under the key of its own region', async () => {
    const { deps, rds } = await aSituation([anActiveSide()]);
    expect(await buildReplica(deps)(side)).toEqual({ outcome: 'accepted' });
    expect(await buildReplica(deps)(side)).toEqual({ outcome: 'already' });
    expect(rds.calls).toEqual([`build firebackup-primary from ${SOURCE} under ${deployment.keys.primary}`]);
  });

  test('does not touch what has the name and is no replica of the active side', async () => {
    const { deps, rds } = await aSituation();
    await expect(buildReplica(deps)(side)).rejects.toThrow('is no replica; expected nothing of that name');
    expect(rds.calls).toEqual([]);
  });

  test.each([
    ['gone', [], FailbackBlocked],
    ['a replica itself', [anActiveSide({ replicaSource: 'arn:of:another' })], FailbackBlocked],
    ['without backups yet', [anActiveSide({ backupRetentionDays: 0 })], NotReady],
  ])('builds nothing of a source that is %s', async (_, instances, error) => {
    const { deps, rds } = await aSituation(instances);
    await expect(buildReplica(deps)(side)).rejects.toThrow(error);
    expect(rds.calls).toEqual([]);
  });
});

describe('check-replica', () => {
  const replica = (overrides = {}) =>
    aStanding({ replicaSource: SOURCE, replicationStatus: 'replicating', ...overrides });

  test('switches its backups on, once, and then is content', async () => {
    const { deps, rds } = await aSituation([replica({ backupRetentionDays: 0 }), anActiveSide()]);
    await expect(checkReplica(deps)(side)).rejects.toThrow('backups are being switched on');
    expect(await checkReplica(deps)(side)).toMatchObject({ database: 'main' });
    expect(rds.calls).toEqual(['keep backups of firebackup-primary for 7 days from 03:00-04:00']);
  });

  test.each([
    ['it cannot be seen', [], NotReady],
    ['it is made', [replica({ status: 'creating' })], NotReady],
    ['it does not replicate', [replica({ replicationStatus: 'error' })], NotReady],
    ['it has failed', [replica({ status: 'failed' })], TerminalState],
    ['replication has ended', [replica({ replicationStatus: 'terminated' })], TerminalState],
    ['somebody has promoted it', [aStanding()], TerminalState],
  ])('is not content while %s', async (_, instances, error) => {
    const { deps } = await aSituation(instances);
    await expect(checkReplica(deps)(side)).rejects.toThrow(error);
  });
});

describe('await-replica', () => {
  const reading = (state: object) =>
    awaitReplica({
      read: async () => ({ inRecovery: true, ...state }),
      staleAfterSeconds: 30,
      now: () => at(100),
    })({ database: 'main' });

  test('answers once a fresh heartbeat was replayed', async () => {
    expect(await reading({ lastHeartbeatAt: at(70) })).toMatchObject({ lastHeartbeatAt: at(70) });
  });

  test.each([
    ['no heartbeat', {}, NotReady],
    ['an old heartbeat', { lastHeartbeatAt: at(69) }, NotReady],
    ['writes of its own', { inRecovery: false }, TerminalState],
  ])('does not take %s for a replica that has caught up', async (_, state, error) => {
    await expect(reading(state)).rejects.toThrow(error);
  });
});

describe('report-lost-writes', () => {
  const point = { database: 'main', firstXid: '740', lsn: '0/5000' };

  test('without a promotion point nothing is asked, and that is said', async () => {
    const read = async () => Promise.reject(new Error('not to be asked'));
    expect(
      await reportLostWrites({ read, now })({ database: 'main', promotion: { unknownBecause: 'no record' } }),
    ).toEqual({ database: 'main', outcome: 'unknown', because: 'no record' });
  });

  test('one that gives no answer is asked again by the machine', async () => {
    const read = async () => Promise.reject(new Error('connection refused'));
    await expect(reportLostWrites({ read, now })({ database: 'main', promotion: point })).rejects.toThrow(
      Unreachable,
    );
  });
});

describe('rejoin-cache', () => {
  const home = (primaryIn: string) => {
    const caches = new FakeCaches(aDatastore(primaryIn), 'us-east-1');
    caches.groups.set('queue-primary', [{ id: 'sg-000000c1', status: 'active' }]);
    return { caches, rejoin: () => rejoinCache({ deployment, caches, now })({ cache: 'queue' }) };
  };

  test('gives a secondary the groups back that its fence took, once', async () => {
    const { caches, rejoin } = home('us-west-2');
    await expect(rejoin()).rejects.toThrow('not in force yet');
    expect(await rejoin()).toMatchObject({ how: 'an associated secondary' });
    expect(caches.calls).toEqual(['set groups of queue-primary to sg-00000011']);
  });

  test('a member that still takes itself for a primary is waited for, and never wiped', async () => {
    const { caches, rejoin } = home('us-east-1');
    await expect(rejoin()).rejects.toThrow('which wipes what it holds');
    expect(caches.calls).toEqual([]);
  });
});

test('a failback whose old primary nobody looked at has lost what is not known', async () => {
  const { ledger } = await aSituation();
  const kept: unknown[] = [];
  const record = recordFailback({
    databases: ['main'],
    ledger,
    keep: async (run) => void kept.push(run),
    now,
  });
  const steps = { switchover: { name: 'home', input: {} }, replicas: [], deletions: [] };
  expect(await record({ run: 'home', ...steps })).toMatchObject({
    outcome: 'done',
    lostWrites: [expect.stringContaining('it is not known what was lost')],
  });
  expect(kept).toHaveLength(1);
});
