import { checkSnapshot } from '../../lambdas/check-snapshot/task';
import { copySnapshot } from '../../lambdas/copy-snapshot/task';
import { createSnapshot } from '../../lambdas/create-snapshot/task';
import { judgeSnapshots } from '../../lambdas/judge-snapshots/task';
import { planSnapshots } from '../../lambdas/plan-snapshots/task';
import { recordRecoveryPoint } from '../../lambdas/record-recovery-point/task';
import { Incomplete, InvalidInput, NotReady, TerminalState } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aDeployment, aSecondDatabase } from '../helpers/a-plan';
import { aRecoveryPoint } from '../helpers/a-recovery-point';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { anInstance, aSnapshot, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const aJob = () => ({
  database: 'main',
  policy: 'nightly',
  snapshot: 'firebackup-main-nightly-202603010300',
  instance: 'firebackup-primary',
  from: 'us-east-1',
  to: 'us-west-2',
  targetKeyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
});

const aFinished = (region: string) => ({
  arn: `arn:${region}`,
  region,
  keyArn: `key:${region}`,
  takenAt: at(0),
});

describe('plan-snapshots', () => {
  const plan = (region: string, policy = 'nightly', role = aRole()) =>
    planSnapshots({ deployment: aDeployment(), region, ledger: new InMemoryLedger(role) })({
      policy,
      due: '2026-03-01T03:00:00Z',
    });

  test('says what to take of the active region, and under which key it lies in the other one', async () => {
    expect(await plan('us-east-1')).toEqual({ jobs: [aJob()], skipped: [] });
    expect(await plan('us-east-1')).toEqual({ jobs: [aJob()], skipped: [] });
  });

  test('after a failover takes them of the promoted side, and copies them home', async () => {
    const { jobs } = await plan('us-west-2', 'nightly', aRole({ activeRegion: 'us-west-2', epoch: 2 }));
    expect(jobs).toEqual([
      {
        ...aJob(),
        instance: 'firebackup-recovery',
        from: 'us-west-2',
        to: 'us-east-1',
        targetKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
      },
    ]);
  });

  test('has nothing to do in a region that is not the active one, and says why', async () => {
    expect(await plan('us-west-2')).toEqual({
      jobs: [],
      skipped: [],
      because: 'us-east-1 is the active region in epoch 1; its own schedule takes them',
    });
  });

  test('passes over a database that has a fresh snapshot, says why, and takes those of the others', async () => {
    const ledger = new InMemoryLedger(aRole());
    const due = '2026-03-01T03:00:00.000Z';
    const young = aRecoveryPoint({ id: 'young', takenAt: '2026-03-01T02:00:00.000Z' });
    await ledger.recordRecoveryPoint(young);
    const deployment = aDeployment({
      'databases.1': aSecondDatabase('orders'),
      'policies.0.databases': ['main', 'orders'],
      'policies.0.freshFor': '4h',
    });
    const { jobs, skipped } = await planSnapshots({ deployment, region: 'us-east-1', ledger })({
      policy: 'nightly',
      due,
    });
    expect(jobs.map(({ database }) => database)).toEqual(['orders']);
    expect(skipped).toEqual([
      { database: 'main', because: 'young is 60 min old, and nightly takes none within 4 h' },
    ]);
  });

  test('refuses a policy that the plan does not have', async () => {
    await expect(plan('us-east-1', 'hourly')).rejects.toThrow(InvalidInput);
    await expect(plan('us-east-1', 'hourly')).rejects.toThrow('no policy hourly; expected one of nightly');
  });
});

describe('create-snapshot', () => {
  const create = (databases: FakeDatabases) =>
    createSnapshot({ deployment: 'firebackup', databases: () => databases })(aJob());

  test('asks for the snapshot once, however often it is called', async () => {
    const databases = new FakeDatabases([anInstance()]);
    expect(await create(databases)).toEqual({ outcome: 'accepted' });
    expect(await create(databases)).toEqual({ outcome: 'already' });
    expect(databases.calls).toEqual([
      'snapshot firebackup-primary as firebackup-main-nightly-202603010300 for firebackup',
    ]);
  });

  test.each([
    ['waits for', 'backing-up', NotReady],
    ['gives up on', 'storage-full', TerminalState],
  ])('%s an instance that is %s', async (_, status, expected) => {
    const databases = new FakeDatabases([anInstance({ status })]);
    await expect(create(databases)).rejects.toThrow(expected);
    await expect(create(databases)).rejects.toThrow(`firebackup-primary is ${status}`);
    expect(databases.calls).toEqual([]);
  });
});

describe('copy-snapshot', () => {
  const input = { job: aJob(), source: aFinished('us-east-1') };
  const copying = (account: { used?: number; copies?: number } = {}) => {
    const regions = { 'us-east-1': new FakeDatabases(), 'us-west-2': new FakeDatabases() };
    const asked: string[] = [];
    const copy = copySnapshot({
      deployment: 'firebackup',
      databases: (region) => regions[region as keyof typeof regions],
      quotas: (region) => {
        asked.push(region);
        return {
          manualSnapshots: async () => ({ used: account.used ?? 0, most: 100 }),
          copiesInProgress: async () => account.copies ?? 0,
        };
      },
    });
    return {
      copy: () => copy(input),
      calls: regions['us-west-2'].calls,
      source: regions['us-east-1'],
      asked,
    };
  };

  test('asks the target region for the copy, under its key, once', async () => {
    const { copy, calls, source, asked } = copying({ used: 99, copies: 19 });
    expect(await copy()).toEqual({ outcome: 'accepted' });
    expect(await copy()).toEqual({ outcome: 'already' });
    expect(source.calls).toEqual([]);
    expect(calls).toEqual([
      'copy arn:us-east-1 as firebackup-main-nightly-202603010300 under arn:aws:kms:us-west-2:111122223333:key/two',
    ]);
    expect(asked).toEqual(['us-west-2']);
  });

  test('waits its turn while the account copies as much as it may, and asks for nothing', async () => {
    const { copy, calls } = copying({ copies: 20 });
    await expect(copy()).rejects.toThrow(NotReady);
    await expect(copy()).rejects.toThrow('20 snapshots are being copied into us-west-2');
    expect(calls).toEqual([]);
  });

  test('does not wait for room that waiting does not make', async () => {
    const { copy, calls } = copying({ used: 100, copies: 20 });
    await expect(copy()).rejects.toThrow(TerminalState);
    await expect(copy()).rejects.toThrow('100 of 100 manual snapshots are used up in us-west-2');
    expect(calls).toEqual([]);
  });
});

describe('check-snapshot', () => {
  const check = (snapshot?: Parameters<typeof aSnapshot>[0], expectedKeyArn?: string) => {
    const databases = new FakeDatabases();
    if (snapshot) databases.snapshots.set('a-snapshot', aSnapshot(snapshot));
    return checkSnapshot({ databases: () => databases })({
      region: 'us-east-1',
      snapshot: 'a-snapshot',
      expectedKeyArn,
    });
  };

  test('passes a snapshot that is available under the right key, with the moment whose data it holds', async () => {
    const { arn, keyArn } = aSnapshot();
    expect(await check({}, keyArn)).toEqual({ arn, region: 'us-east-1', keyArn, takenAt: at(0) });
  });

  test.each([
    ['is not there', undefined, 'snapshot a-snapshot is not to be seen in us-east-1 yet'],
    ['is being made', { status: 'creating', percent: 40 }, 'is creating, 40 %'],
    ['does not say when it was taken', { takenAt: undefined }, 'does not say yet when it was taken'],
  ])('waits for one that %s', async (_, snapshot, because) => {
    await expect(check(snapshot)).rejects.toThrow(NotReady);
    await expect(check(snapshot)).rejects.toThrow(because);
  });

  test.each([
    ['failed', { status: 'failed' }, 'snapshot a-snapshot in us-east-1 is failed'],
    ['is not encrypted', { encrypted: false }, 'is not encrypted; encrypt the database'],
    ['lies under another key', { keyArn: 'arn:lost' }, 'lies under arn:lost, expected arn:wanted'],
    ['lies under no key that is known', { keyArn: undefined }, 'expected arn:wanted'],
  ])('refuses one that %s', async (_, snapshot, because) => {
    await expect(check(snapshot, 'arn:wanted')).rejects.toThrow(TerminalState);
    await expect(check(snapshot, 'arn:wanted')).rejects.toThrow(because);
  });
});

test('record-recovery-point enters both sides, unproven, and the same two when called again', async () => {
  const ledger = new InMemoryLedger();
  const record = recordRecoveryPoint({ ledger, now: aClock(9).now });
  const input = { job: aJob(), source: aFinished('us-east-1'), copy: aFinished('us-west-2') };
  const { points } = await record(input);
  await record(input);
  expect(points).toMatchObject([
    { kind: 'snapshot', region: 'us-east-1', arn: 'arn:us-east-1', takenAt: at(0), recordedAt: at(9) },
    {
      kind: 'snapshot-copy',
      region: 'us-west-2',
      keyArn: 'key:us-west-2',
      store: 'main',
      policy: 'nightly',
    },
  ]);
  expect(await ledger.recoveryPoints()).toEqual(points);
  expect(points.some((point) => 'proof' in point)).toBe(false);
});

test('record-recovery-point enters a snapshot that has no copy yet', async () => {
  const ledger = new InMemoryLedger();
  const record = recordRecoveryPoint({ ledger, now: aClock(9).now });
  await record({ job: aJob(), source: aFinished('us-east-1') });
  expect(await ledger.recoveryPoints()).toMatchObject([{ kind: 'snapshot', region: 'us-east-1' }]);
});

describe('judge-snapshots', () => {
  const good = { database: 'main', points: [] };
  const bad = { database: 'orders', failed: { Error: 'TerminalState', Cause: 'storage-full' } };

  test('counts what was taken', async () => {
    expect(await judgeSnapshots()({ results: [good, good], pruned: { deleted: [] } })).toEqual({ taken: 2 });
  });

  test('fails a run of which a part failed, and names the part', async () => {
    const judged = judgeSnapshots()({ results: [good, bad], pruned: { deleted: [] } });
    await expect(judged).rejects.toThrow(Incomplete);
    await expect(judged).rejects.toThrow('1 of 2 snapshots failed: orders: TerminalState: storage-full');
  });
});
