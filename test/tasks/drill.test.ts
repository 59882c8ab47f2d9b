import { judgeDrill } from '../../lambdas/judge-drill/task';
import { planDrill } from '../../lambdas/plan-drill/task';
import { recordDisproof } from '../../lambdas/record-disproof/task';
import { recordProof } from '../../lambdas/record-proof/task';
import { removeScratch } from '../../lambdas/remove-scratch/task';
import { sweepScratch } from '../../lambdas/sweep-scratch/task';
import { DRILL_LIMIT_SECONDS, type Drilled } from '../../lib/domain/drill-record';
import { Incomplete, NotFound, NotReady, RestoreBlocked } from '../../lib/domain/errors';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aRecoveryPoint, aWindow } from '../helpers/a-recovery-point';
import { aRestoreOrder, soundContents } from '../helpers/a-restore-order';
import { aHeldRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { FakeRestorer, someRestorers } from '../helpers/fake-restorer';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment();
const region = 'us-west-2';

async function aLedger(...points: readonly Parameters<InMemoryLedger['recordRecoveryPoint']>[0][]) {
  const ledger = new InMemoryLedger();
  for (const point of points) await ledger.recordRecoveryPoint(point);
  ledger.doings.length = 0;
  return ledger;
}

describe('plan-drill', () => {
  const DUE = '2026-03-01T06:00:00Z';
  const plan = (ledger: InMemoryLedger, execution = 'e-1', due: string | undefined = DUE, seconds = 60) =>
    planDrill({ deployment, region, ledger, now: () => at(seconds) })({
      request: { trigger: 'a schedule', due },
      execution,
    });

  test('orders a restore of each point of its own region, and holds retention', async () => {
    const ledger = await aLedger(aReachableCopy(), aWindow(), aRecoveryPoint());
    const { outcome, run, jobs } = await plan(ledger);
    expect([outcome, run]).toEqual(['drill', 'drill-us-west-2-202603010600']);
    expect(jobs.map(({ order, engine }) => [order.point.kind, order.purpose, order.run, engine])).toEqual([
      ['automated-backups-copy', 'drill', run, 'rds'],
      ['snapshot-copy', 'drill', run, 'rds'],
    ]);
    expect(new Set(jobs.map(({ order }) => order.target)).size).toBe(2);
    expect(await ledger.holds()).toEqual([
      { run, because: 'a drill in us-west-2 is under way', expiresAt: at(60 + DRILL_LIMIT_SECONDS) },
    ]);
    expect(await ledger.drill(run)).toMatchObject({ outcome: 'open', execution: 'e-1', startedAt: at(60) });
  });

  test('a second call of the same execution plans the same, under the same names', async () => {
    const ledger = await aLedger(aReachableCopy(), aWindow());
    const first = await plan(ledger);
    expect(await plan(ledger, 'e-1', DUE, 90)).toEqual(first);
    expect(await ledger.drill(first.run)).toMatchObject({ startedAt: at(60) });
  });

  test('a firing that is delivered twice is drilled once', async () => {
    const ledger = await aLedger(aReachableCopy());
    const { run } = await plan(ledger);
    const doings = ledger.doings.length;
    expect(await plan(ledger, 'e-2')).toEqual({ outcome: 'already drilled', run, jobs: [], waiting: [] });
    expect(ledger.doings).toHaveLength(doings);
  });

  test('what is open for longer than a drill lasts is taken up again', async () => {
    const ledger = await aLedger(aReachableCopy());
    await plan(ledger);
    const later = await plan(ledger, 'e-2', DUE, 60 + DRILL_LIMIT_SECONDS);
    expect(later).toMatchObject({ outcome: 'drill', jobs: [expect.anything()] });
  });

  test('started by hand it is a run of its own', async () => {
    const ledger = await aLedger(aReachableCopy());
    const task = planDrill({ deployment, region, ledger, now: () => at(0) });
    expect(await task({ request: { trigger: 'by hand' }, execution: 'e-9' })).toMatchObject({ run: 'e-9' });
    expect(await task({ request: { trigger: 'by hand', run: 'mine' }, execution: 'e-9' })).toMatchObject({
      run: 'mine',
    });
  });

  test('while a failover is open nothing is drilled, and nothing is held', async () => {
    const ledger = await aLedger(aReachableCopy());
    ledger.current = aHeldRole();
    await expect(plan(ledger)).rejects.toThrow(/run run-1 to us-west-2 is open since .*; drill after it/);
    await expect(plan(ledger)).rejects.toBeInstanceOf(RestoreBlocked);
    expect(ledger.doings).toEqual([]);
  });

  test('a region without points has nothing to drill, and says so in its record', async () => {
    const ledger = await aLedger(aRecoveryPoint());
    expect(await plan(ledger)).toMatchObject({ outcome: 'drill', jobs: [], waiting: [] });
  });
});

describe('what a drill writes down', () => {
  const point = aReachableCopy();
  const order = aRestoreOrder({ point });
  const proofIn = async (ledger: InMemoryLedger) => (await ledger.recoveryPoints())[0]?.proof;

  test.each([
    ['sound', 'proven', { usableSeconds: 600 }],
    ['doubted', 'disproven', { because: 'public.a cannot be read: no; it has no heartbeat' }],
  ] as const)('%s contents leave the point %s', async (outcome, proof, more) => {
    const ledger = await aLedger(point);
    const doubts = outcome === 'sound' ? [] : ['public.a cannot be read: no', 'it has no heartbeat'];
    const contents = { ...soundContents, outcome, doubts };
    const drilled = await recordProof({ ledger, now: () => at(700) })({
      order,
      startedAt: at(100),
      contents,
    });
    const { recoveredTo } = soundContents;
    expect(drilled).toMatchObject({
      store: 'main',
      kind: 'snapshot-copy',
      point: point.id,
      outcome: proof,
      ...more,
    });
    expect(await proofIn(ledger)).toEqual({
      outcome: proof,
      at: at(700),
      run: 'run-1',
      recoveredTo,
      ...more,
    });
  });

  test('where too little could be looked at, nothing is said of the point', async () => {
    const ledger = await aLedger(point);
    const contents = { ...soundContents, outcome: 'unknown' as const, unknowns: ['no grant'] };
    expect(
      await recordProof({ ledger, now: () => at(700) })({ order, startedAt: at(0), contents }),
    ).toMatchObject({
      outcome: 'not drilled',
      because: 'no grant',
    });
    expect(await proofIn(ledger)).toBeUndefined();
  });

  test('a restore that failed disproves its point', async () => {
    const ledger = await aLedger(point);
    const error = { Error: 'RestoreFailed', Cause: '{"errorMessage":"x is restore-error"}' };
    expect(await recordDisproof({ ledger, now: () => at(9) })({ order, error })).toMatchObject({
      outcome: 'disproven',
      because: 'x is restore-error',
    });
    expect(await proofIn(ledger)).toEqual({
      outcome: 'disproven',
      at: at(9),
      run: 'run-1',
      because: 'x is restore-error',
    });
  });

  test.each([
    'TerminalState',
    'Throttled',
    'Unreachable',
    'NotReady',
    'AccessDenied',
    'States.Timeout',
    'Lambda.Unknown',
  ])('after %s the point is not drilled, and stays what it was', async (name) => {
    const ledger = await aLedger(point);
    const drilled = await recordDisproof({ ledger, now: () => at(9) })({
      order,
      error: { Error: name, Cause: 'a quota' },
    });
    expect(drilled).toMatchObject({ outcome: 'not drilled', because: `${name}: a quota` });
    expect(ledger.doings).toEqual([]);
  });
});

describe('remove-scratch', () => {
  const order = aRestoreOrder();
  const remove = (restorer: FakeRestorer, of = order) =>
    removeScratch({ deployment, restorers: someRestorers(restorer) })({ order: of });

  test('is retried until nothing is left', async () => {
    const restorer = new FakeRestorer();
    await restorer.start(order);
    await expect(remove(restorer)).rejects.toBeInstanceOf(NotReady);
    await expect(remove(restorer)).rejects.toBeInstanceOf(NotReady);
    expect(await remove(restorer)).toEqual({ outcome: 'gone' });
    expect(await remove(restorer)).toEqual({ outcome: 'gone' });
    expect(restorer.calls.filter((call) => call.startsWith('remove'))).toHaveLength(1);
  });

  test.each([
    ['the live database', aRestoreOrder({ target: 'firebackup-recovery' }), { [RUN_TAG]: 'run-1' }],
    ['what another run made', order, { [RUN_TAG]: 'run-2' }],
    ['what has no tag', order, {}],
    ['what was handed over', aRestoreOrder({ purpose: 'restore' }), { [RUN_TAG]: 'run-1' }],
  ])('%s stays', async (_, of, tags) => {
    const restorer = new FakeRestorer();
    restorer.put({ target: of.target, region, status: 'available', tags });
    await expect(remove(restorer, of)).rejects.toBeInstanceOf(RestoreBlocked);
    expect(restorer.calls).toEqual([]);
  });
});

describe('judge-drill', () => {
  const order = aRestoreOrder();
  const drilled = (outcome: Drilled['outcome']): Drilled => ({
    ...{ store: 'main', kind: 'snapshot-copy', point: 'a', outcome },
    ...(outcome !== 'proven' && { because: 'a reason' }),
  });

  async function aDrill() {
    const ledger = await aLedger();
    await ledger.writeHold({ run: 'run-1', because: 'a drill', expiresAt: at(9_000) });
    const begun = { run: 'run-1', execution: 'e', trigger: 't', region, startedAt: at(0) };
    await ledger.writeDrill({ ...begun, outcome: 'open' });
    const task = judgeDrill({ ledger, now: () => at(9) });
    const judge = (results: Parameters<typeof task>[0]['results']) =>
      task({ run: 'run-1', waiting: [], results });
    return { ledger, judge };
  }

  test('one that proved a point ends well, with all that came of it', async () => {
    const { ledger, judge } = await aDrill();
    const results = [
      { order, drilled: drilled('proven') },
      { order, drilled: drilled('not drilled') },
    ];
    expect(await judge(results)).toEqual({ proven: 1, waiting: 0 });
    expect(await ledger.drill('run-1')).toMatchObject({
      outcome: 'done',
      endedAt: at(9),
      drilled: [drilled('proven'), drilled('not drilled')],
    });
    expect(await ledger.holds()).toEqual([]);
  });

  test.each([
    [
      'proved nothing',
      [drilled('not drilled')],
      /none of 1 recovery points was proven: snapshot-copy a of main: a reason/,
    ],
    ['disproved a point', [drilled('proven'), drilled('disproven')], /1 of 2 recovery points are disproven/],
  ])('one that %s fails, after its record is written and its hold is lifted', async (_, all, because) => {
    const { ledger, judge } = await aDrill();
    const judging = judge(all.map((one) => ({ order, drilled: one })));
    await expect(judging).rejects.toThrow(because);
    await expect(judging).rejects.toBeInstanceOf(Incomplete);
    expect(await ledger.drill('run-1')).toMatchObject({
      outcome: 'failed',
      because: expect.stringMatching(because),
    });
    expect(await ledger.holds()).toEqual([]);
  });

  test('one that had nothing to restore ends well', async () => {
    const { judge } = await aDrill();
    expect(await judge([])).toEqual({ proven: 0, waiting: 0 });
  });

  test('what was left behind is told, and what could not be written down is not known', async () => {
    const { ledger, judge } = await aDrill();
    const caught = { Error: 'LedgerBusy', Cause: 'read it again' };
    const judging = judge([{ order, drilled: caught, left: { Error: 'NotReady', Cause: 'it is going' } }]);
    await expect(judging).rejects.toBeInstanceOf(Incomplete);
    expect(await ledger.drill('run-1')).toMatchObject({
      drilled: [
        {
          outcome: 'not drilled',
          because: 'not recorded: LedgerBusy: read it again',
          left: `${order.target}: NotReady: it is going`,
        },
      ],
    });
  });

  test('a drill that the ledger does not have is not judged', async () => {
    const task = judgeDrill({ ledger: new InMemoryLedger(), now: () => at(9) });
    await expect(task({ run: 'run-2', waiting: [], results: [] })).rejects.toBeInstanceOf(NotFound);
  });
});

describe('sweep-scratch', () => {
  const name = (digit: number) => `firebackup-drill-000000${digit}`;
  const tags = (until: string | undefined, run: string | undefined = 'run-1') => ({
    ...(run !== undefined && { [RUN_TAG]: run }),
    ...(until !== undefined && { [SCRATCH_UNTIL_TAG]: until }),
  });
  const sweep = (restorer: FakeRestorer) => {
    const nothing = new FakeRestorer();
    const restorers = { rds: restorer, 'scratch-server': nothing, elasticache: nothing };
    return sweepScratch({ deployment, region, restorers, now: () => at(60) })();
  };

  test('removes what has outlived its time, and nothing else', async () => {
    const restorer = new FakeRestorer();
    const put = (target: string, of: Record<string, string>) =>
      restorer.put({ target, region, status: 'available', tags: of });
    put(name(1), tags(at(59)));
    put(name(2), tags(at(61)));
    put(name(3), { [RUN_TAG]: 'run-1' });
    put('other-drill-0000001', tags(at(0)));
    put('firebackup-recovery', tags(at(0)));
    expect(await sweep(restorer)).toEqual({
      swept: [
        { outcome: 'going', target: name(1) },
        { outcome: 'kept', target: name(2), because: `its time is ${at(61)}` },
      ],
    });
    expect(restorer.calls).toEqual([`remove ${name(1)}`]);
    await sweep(restorer);
    expect(restorer.calls).toHaveLength(1);
  });

  test.each([
    ['has no run', { [SCRATCH_UNTIL_TAG]: at(0) }, /has no tag firebackup:run: it may not be ours/],
    [
      'has a time that cannot be read',
      tags('soon'),
      /its firebackup:scratch-until is "soon", expected a time/,
    ],
  ])('what %s stays, the others go, and the sweep fails', async (_, odd, because) => {
    const restorer = new FakeRestorer();
    restorer.put({ target: name(1), region, status: 'available', tags: odd });
    restorer.put({ target: name(2), region, status: 'available', tags: tags(at(0)) });
    const sweeping = sweep(restorer);
    await expect(sweeping).rejects.toThrow(because);
    await expect(sweeping).rejects.toBeInstanceOf(Incomplete);
    expect(restorer.calls).toEqual([`remove ${name(2)}`]);
  });

  test('a service that gives no answer, or refuses, does not keep the others', async () => {
    const silent = new FakeRestorer();
    silent.scratch = async () => {
      throw new Error('connection timed out');
    };
    const restorer = new FakeRestorer();
    restorer.put({ target: name(1), region, status: 'available', tags: tags(at(0)) });
    const refusing = new FakeRestorer();
    refusing.put({ target: name(2), region, status: 'available', tags: tags(at(0)) });
    refusing.remove = async () => {
      throw new Error('deletion protection');
    };
    const restorers = { rds: silent, 'scratch-server': refusing, elasticache: restorer };
    await expect(sweepScratch({ deployment, region, restorers, now: () => at(60) })()).rejects.toThrow(
      `rds in us-west-2 cannot be listed: connection timed out; ${name(2)} cannot be removed: deletion protection`,
    );
    expect(restorer.calls).toEqual([`remove ${name(1)}`]);
  });
});
