import { contract as abandonContract } from '../../lambdas/abandon-restore/contract';
import { abandonRestore } from '../../lambdas/abandon-restore/task';
import { checkRestore } from '../../lambdas/check-restore/task';
import { handOver } from '../../lambdas/hand-over/task';
import { contract as planContract } from '../../lambdas/plan-restore/contract';
import { planRestore } from '../../lambdas/plan-restore/task';
import { parsed } from '../../lambdas/runtime/parsed';
import type { Restorers } from '../../lambdas/runtime/restorers/restorer-for';
import { startRestore } from '../../lambdas/start-restore/task';
import { drillRun } from '../../lib/domain/drill-record';
import {
  InvalidInput,
  NotFound,
  NotReady,
  RestoreBlocked,
  RestoreFailed,
  TerminalState,
} from '../../lib/domain/errors';
import { secondsAfter } from '../../lib/domain/instant';
import { RUN_TAG, SCRATCH_UNTIL_TAG } from '../../lib/domain/restore-order';
import { RESTORE_LIMIT_SECONDS } from '../../lib/domain/restore-record';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aWindow, provenOn } from '../helpers/a-recovery-point';
import { aRestoreOrder, soundContents } from '../helpers/a-restore-order';
import { at } from '../helpers/at';
import { FakeRestorer, someRestorers } from '../helpers/fake-restorer';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment();
const region = 'us-west-2';

async function aLedger(...points: readonly Parameters<InMemoryLedger['recordRecoveryPoint']>[0][]) {
  const ledger = new InMemoryLedger();
  for (const point of points) {
    await ledger.recordRecoveryPoint(point);
    if (point.proof) await ledger.recordProof(point, point.proof);
  }
  ledger.doings.length = 0;
  return ledger;
}

describe('plan-restore', () => {
  const plan = (ledger: InMemoryLedger, request: object, execution = 'execution-1') =>
    planRestore({ deployment, region, ledger, now: () => at(60) })(
      parsed(planContract.input, { request, execution }, 'the event'),
    );

  test('decides, holds retention, and writes down what it decided', async () => {
    const ledger = await aLedger(aWindow());
    const planned = await plan(ledger, { store: 'main', to: at(-60), trigger: 'a lost table' });
    expect(planned).toMatchObject({
      engine: 'rds',
      order: { run: 'execution-1', purpose: 'restore', region, to: at(-60), point: { id: 'a-window' } },
    });
    expect(planned.order.target).toMatch(/^firebackup-restore-[0-9a-f]{7}$/);
    expect(await ledger.holds()).toEqual([
      {
        run: 'execution-1',
        because: 'a restore of main is under way',
        expiresAt: at(60 + RESTORE_LIMIT_SECONDS),
      },
    ]);
    expect(await ledger.restore('execution-1')).toMatchObject({
      outcome: 'open',
      trigger: 'a lost table',
      order: planned.order,
      chosenBecause: planned.because,
      startedAt: at(60),
    });
  });

  test('a second call, and an execution that joins the run, find what was decided, whatever there is by then', async () => {
    const ledger = await aLedger(aReachableCopy());
    const first = await plan(ledger, { store: 'main', run: 'run-1' });
    await ledger.recordRecoveryPoint(aWindow());
    await ledger.recordProof(aWindow(), provenOn(at(0)));
    expect(await plan(ledger, { store: 'main', run: 'run-1' }, 'execution-2')).toEqual(first);
    expect(await ledger.restore('run-1')).toMatchObject({ execution: 'execution-2', outcome: 'open' });
  });

  test('the hold is there before the record: a crash between them leaves a point that stays', async () => {
    const ledger = await aLedger(aWindow());
    await plan(ledger, { store: 'main' });
    expect(ledger.doings).toEqual(['hold execution-1', 'restore execution-1']);
  });

  test.each<[string, object, string]>([
    [
      'a store that the plan does not have',
      { store: 'orders' },
      'the plan has no store orders; expected one of main, queue',
    ],
    [
      'another region',
      { store: 'main', region: 'us-east-1' },
      'this machine restores in us-west-2; start that of us-east-1 to restore there',
    ],
    ['a time in the future', { store: 'main', to: at(61) }, `${at(61)} lies in the future: it is ${at(60)}`],
    [
      'a store without points',
      { store: 'queue' },
      'the ledger has no recovery point of queue; it has some of main',
    ],
  ])('%s is refused with the reason, and nothing is written', async (_, request, because) => {
    const ledger = await aLedger(aWindow());
    const planning = plan(ledger, request);
    await expect(planning).rejects.toThrow(because);
    await expect(planning).rejects.toBeInstanceOf(RestoreBlocked);
    expect(ledger.doings).toEqual([]);
  });

  test('a run that has ended is not carried on', async () => {
    const ledger = await aLedger(aWindow());
    await plan(ledger, { store: 'main', run: 'run-1' });
    const record = await ledger.restore('run-1');
    if (record) await ledger.writeRestore({ ...record, outcome: 'restored' });
    await expect(plan(ledger, { store: 'main', run: 'run-1' })).rejects.toThrow(
      'run run-1 has ended as restored; give another run, or none',
    );
  });

  test.each([
    ['a word that it does not know', { store: 'main', too: at(-60) }],
    ['no store', { to: at(-60) }],
    ['a time that is none', { store: 'main', to: 'yesterday' }],
    ['a kind that there is none of', { store: 'main', kind: 'tape' }],
  ])('a request with %s is not understood', (_, request) => {
    expect(() => parsed(planContract.input, { request, execution: 'e' }, 'the event')).toThrow(InvalidInput);
  });
});

describe('start-restore', () => {
  const clock = aClock();
  const start = (restorer: FakeRestorer, order = aRestoreOrder()) =>
    startRestore({
      deployment,
      restorers: someRestorers(restorer),
      starters: someRestorers(restorer),
      now: clock.now,
    })({ order });

  test('asks for what expires, counted from now, and says when it asked', async () => {
    const restorer = new FakeRestorer();
    const order = aRestoreOrder();
    expect(await start(restorer, order)).toEqual({ outcome: 'accepted', startedAt: clock.now() });
    expect(restorer.made.get(order.target)?.tags).toEqual({
      [RUN_TAG]: 'run-1',
      [SCRATCH_UNTIL_TAG]: secondsAfter(clock.now(), deployment.drill.scratchExpiresAfter),
    });
  });

  test('a second call finds what the first one made, and when that was asked for', async () => {
    const restorer = new FakeRestorer();
    const { startedAt } = await start(restorer);
    clock.pass(90);
    expect(await start(restorer)).toEqual({ outcome: 'already', startedAt });
    expect(restorer.calls).toHaveLength(1);
  });

  test('what is to stay has as long as a restore may take', async () => {
    const restorer = new FakeRestorer();
    const order = aRestoreOrder({ purpose: 'restore' });
    await start(restorer, order);
    const until = restorer.made.get(order.target)?.tags[SCRATCH_UNTIL_TAG] as string;
    expect((Date.parse(until) - Date.parse(clock.now())) / 1000).toBe(RESTORE_LIMIT_SECONDS);
  });

  test.each([
    ['the live database', aRestoreOrder({ target: 'firebackup-recovery' }), {}],
    ['a name that restores do not give', aRestoreOrder({ target: 'somebody' }), { [RUN_TAG]: 'run-1' }],
    ['what another run made', aRestoreOrder(), { [RUN_TAG]: 'run-2' }],
    ['what nobody made', aRestoreOrder(), {}],
  ])('over %s nothing is restored', async (_, order, tags) => {
    const restorer = new FakeRestorer();
    restorer.put({ target: order.target, region, status: 'available', tags });
    await expect(start(restorer, order)).rejects.toBeInstanceOf(RestoreBlocked);
    expect(restorer.calls).toEqual([]);
  });

  test('under a name of the plan nothing is restored even if nothing is there', async () => {
    const restorer = new FakeRestorer();
    await expect(start(restorer, aRestoreOrder({ target: 'queue-recovery' }))).rejects.toThrow(
      "queue-recovery is one of the plan's own names",
    );
    expect(restorer.calls).toEqual([]);
  });

  test('a live replica is never restored', async () => {
    const order = aRestoreOrder({ point: aWindow({ kind: 'live-replica' }) });
    await expect(start(new FakeRestorer(), order)).rejects.toThrow('a live-replica cannot be restored');
  });

  test('each kind of point is restored by its own way', async () => {
    const [rds, server] = [new FakeRestorer(), new FakeRestorer()];
    const restorers = someRestorers(rds, { 'scratch-server': server });
    const order = aRestoreOrder({ point: aWindow({ kind: 'wal-archive' }) });
    await startRestore({ deployment, restorers, starters: restorers, now: clock.now })({ order });
    expect([rds.calls.length, server.calls.length]).toEqual([0, 1]);
  });
});

describe('check-restore', () => {
  const order = aRestoreOrder();
  const check = (restorer: FakeRestorer, seconds = 60) =>
    checkRestore({ restorers: someRestorers(restorer), now: () => at(seconds) })({ order, startedAt: at(0) });
  const status = (status: string, hopelessBecause?: string) => {
    const restorer = new FakeRestorer();
    restorer.put({ target: order.target, region, status, tags: {}, hopelessBecause });
    return restorer;
  };

  test('waits until it can be reached, and says where', async () => {
    const restorer = new FakeRestorer();
    await restorer.start(order);
    await expect(check(restorer)).rejects.toBeInstanceOf(NotReady);
    expect(await check(restorer)).toEqual({
      status: 'available',
      endpoint: { host: `${order.target}.example.com`, port: 5432 },
    });
    expect(await check(restorer)).toMatchObject({ status: 'available' });
  });

  test('what is available and lets nobody in yet is waited for', async () => {
    await expect(check(status('available'))).rejects.toThrow(`${order.target} in ${region} is available`);
  });

  test('what was asked for a moment ago may not be listed yet; later it is gone', async () => {
    await expect(check(new FakeRestorer(), 900)).rejects.toBeInstanceOf(NotReady);
    await expect(check(new FakeRestorer(), 901)).rejects.toBeInstanceOf(TerminalState);
  });

  test.each([
    ['failed', 'it failed'],
    ['restore-error', 'it failed'],
    ['incompatible-restore', 'it failed'],
    ['create-failed', 'it failed'],
    ['STOPPED', 'the server x stopped: Essential container in task exited; serve-dump ended with 1'],
    ['STOPPED', 'the server x stopped: Essential container in task exited; serve-archive ended with 2: no'],
  ])('a restore that ended in %s speaks against its point', async (ended, because) => {
    await expect(check(status(ended, because))).rejects.toBeInstanceOf(RestoreFailed);
  });

  test.each([
    ['insufficient-capacity', 'no room'],
    ['incompatible-network', 'no subnet'],
    ['inaccessible-encryption-credentials', 'no key'],
    ['deleting', 'somebody removes it'],
    ['STOPPED', 'the server x stopped: Timeout waiting for network interface provisioning to complete'],
    ['STOPPED', 'the server x stopped: Essential container in task exited; fetch-dump ended with 1'],
    [
      'STOPPED',
      'the server x stopped: Essential container in task exited; serve-dump ended with 137: OutOfMemory',
    ],
    ['STOPPED', 'the server x stopped: Essential container in task exited; serve-dump ended with 71'],
    ['STOPPED', 'the server x stopped: Essential container in task exited; serve-dump ended with 124'],
    ['STOPPED', 'the server x stopped: Essential container in task exited; serve-archive ended with 70'],
  ])('a restore that ended in %s for something else says nothing of its point', async (ended, because) => {
    await expect(check(status(ended, because))).rejects.toBeInstanceOf(TerminalState);
  });
});

test('a moment that the archive does not reach is named as the reason', async () => {
  const order = aRestoreOrder();
  const restorer = new FakeRestorer();
  const hopelessBecause = 'the server x stopped: serve-archive ended with 70';
  restorer.put({ target: order.target, region, status: 'STOPPED', tags: {}, hopelessBecause });
  const task = checkRestore({ restorers: someRestorers(restorer), now: () => at(60) });
  await expect(task({ order, startedAt: at(0) })).rejects.toThrow(
    `${hopelessBecause}: recovery ended before the moment asked for`,
  );
});

describe('hand-over', () => {
  const order = aRestoreOrder({ purpose: 'restore' });
  const endpoint = { host: 'a-host', port: 5432 };

  async function aRestore(keeps = true) {
    const restorer = new FakeRestorer();
    await restorer.start({ ...order, expiresAt: at(9_000) });
    const ledger = await aLedger(order.point);
    await ledger.writeHold({ run: 'run-1', because: 'a restore', expiresAt: at(9_000) });
    const begun = { run: 'run-1', execution: 'e', trigger: 't', region, startedAt: at(0), order };
    await ledger.writeRestore({ ...begun, outcome: 'open' });
    const { find, remove, scratch } = restorer;
    const restorers: Restorers = {
      ...someRestorers(restorer),
      rds: keeps ? restorer : { find, remove, scratch },
    };
    const task = handOver({ deployment, restorers, ledger, now: () => at(700) });
    const hand = (contents: Parameters<typeof task>[0]['contents'] = soundContents) =>
      task({ order, startedAt: at(100), endpoint, contents });
    return { restorer, ledger, hand };
  }

  test('what was restored stays, is told where it is, and proves its point', async () => {
    const { restorer, ledger, hand } = await aRestore();
    const because = `${order.target} in us-west-2, a-host:5432: its contents are sound`;
    expect(await hand()).toEqual({ outcome: 'restored', because });
    expect(await restorer.scratch(region)).toEqual([]);
    expect(await ledger.restore('run-1')).toMatchObject({
      ...{ outcome: 'restored', endpoint, usableSeconds: 600, endedAt: at(700), because },
      contents: soundContents,
    });
    expect((await ledger.recoveryPoints())[0]?.proof).toEqual({
      outcome: 'proven',
      at: at(700),
      run: 'run-1',
      recoveredTo: soundContents.recoveredTo,
      usableSeconds: 600,
    });
    expect(await ledger.holds()).toEqual([]);
  });

  test('a second call ends the same', async () => {
    const { restorer, ledger, hand } = await aRestore();
    const first = await hand();
    const record = await ledger.restore('run-1');
    expect(await hand()).toEqual(first);
    expect(await ledger.restore('run-1')).toEqual(record);
    expect(restorer.calls.filter((call) => call.startsWith('keep'))).toHaveLength(1);
  });

  test('where it is gets written down before it stays', async () => {
    const { restorer, ledger, hand } = await aRestore();
    restorer.keep = async () => {
      throw new Error('a crash');
    };
    await expect(hand()).rejects.toThrow('a crash');
    expect(await ledger.restore('run-1')).toMatchObject({
      ...{ outcome: 'open', endpoint, usableSeconds: 600, contents: soundContents },
    });
    expect((await ledger.recoveryPoints())[0]?.proof).toBeUndefined();
  });

  test('doubts are told and do not take it away, and disprove the point', async () => {
    const { restorer, ledger, hand } = await aRestore();
    const contents = {
      ...soundContents,
      outcome: 'doubted' as const,
      doubts: ['public.a cannot be read: no'],
    };
    expect(await hand(contents)).toEqual({
      outcome: 'doubted',
      because: `${order.target} in us-west-2, a-host:5432: it is kept, and its contents are doubted: public.a cannot be read: no`,
    });
    expect(await restorer.scratch(region)).toEqual([]);
    expect((await ledger.recoveryPoints())[0]?.proof).toEqual({
      outcome: 'disproven',
      at: at(700),
      run: 'run-1',
      recoveredTo: soundContents.recoveredTo,
      because: 'public.a cannot be read: no',
    });
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'doubted' });
  });

  test('too little to be seen is handed over, and proves nothing', async () => {
    const { ledger, hand } = await aRestore();
    expect(await hand({ ...soundContents, outcome: 'unknown', unknowns: ['no grant'] })).toMatchObject({
      outcome: 'doubted',
      because: expect.stringContaining('too little of it could be looked at: no grant'),
    });
    expect((await ledger.recoveryPoints())[0]?.proof).toBeUndefined();
  });

  test('a server that stays only for a while says until when', async () => {
    const { ledger, hand } = await aRestore(false);
    await hand();
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'restored', staysUntil: at(9_000) });
  });

  test('what is not there any more, or not ours, is not handed over', async () => {
    const { restorer, ledger, hand } = await aRestore();
    restorer.put({ target: order.target, region, status: 'available', tags: { [RUN_TAG]: 'run-2' } });
    await expect(hand()).rejects.toBeInstanceOf(RestoreBlocked);
    restorer.made.clear();
    await expect(hand()).rejects.toBeInstanceOf(NotFound);
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'open' });
  });
});

describe('abandon-restore', () => {
  const error = { Error: 'TerminalState', Cause: '{"errorMessage":"a quota"}' };
  const abandon = (ledger: InMemoryLedger, purpose: 'restore' | 'drill', execution = 'e') =>
    abandonRestore({ region, ledger, now: () => at(9) })({
      purpose,
      request: { run: 'run-1' },
      execution,
      error,
    });

  test.each(['restore', 'drill'] as const)(
    'keeps why a %s ended, and lets retention go on',
    async (purpose) => {
      const ledger = await aLedger();
      await ledger.writeHold({ run: 'run-1', because: 'a run', expiresAt: at(9_000) });
      const begun = {
        run: 'run-1',
        execution: 'e',
        trigger: 't',
        region,
        startedAt: at(0),
        outcome: 'open' as const,
      };
      await (purpose === 'drill' ? ledger.writeDrill(begun) : ledger.writeRestore(begun));
      expect(await abandon(ledger, purpose)).toEqual({ recorded: true });
      const record = purpose === 'drill' ? await ledger.drill('run-1') : await ledger.restore('run-1');
      expect(record).toEqual({
        ...begun,
        outcome: 'abandoned',
        because: 'TerminalState: a quota',
        endedAt: at(9),
      });
      expect(await ledger.holds()).toEqual([]);
      expect(await abandon(ledger, purpose)).toEqual({ recorded: false });
    },
  );

  test('one that was refused before anything was written gets a record of its own', async () => {
    const ledger = await aLedger();
    await abandon(ledger, 'restore');
    expect(await ledger.restore('run-1')).toMatchObject({
      outcome: 'refused',
      because: 'TerminalState: a quota',
    });
  });

  test('the record of what another execution carries on, or of what has ended, stays as it is', async () => {
    const ledger = await aLedger();
    await ledger.writeHold({ run: 'run-1', because: 'a run', expiresAt: at(9_000) });
    const begun = { run: 'run-1', execution: 'other', trigger: 't', region, startedAt: at(0) };
    await ledger.writeRestore({ ...begun, outcome: 'open' });
    await abandon(ledger, 'restore');
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'open' });
    expect(await ledger.holds()).toHaveLength(1);
    await ledger.writeRestore({ ...begun, execution: 'e', outcome: 'doubted' });
    await abandon(ledger, 'restore');
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'doubted' });
    expect(await ledger.holds()).toEqual([]);
  });

  test.each([
    ['RestoreFailed', { outcome: 'disproven', at: at(9), run: 'run-1', because: 'a quota' }],
    ['TerminalState', undefined],
  ])('after %s the point of a restore has the proof %j', async (name, proof) => {
    const order = aRestoreOrder({ purpose: 'restore' });
    const ledger = await aLedger(order.point);
    const begun = { run: 'run-1', execution: 'e', trigger: 't', region, startedAt: at(0), order };
    await ledger.writeRestore({ ...begun, outcome: 'open' });
    await abandonRestore({ region, ledger, now: () => at(9) })({
      ...{ purpose: 'restore', request: { run: 'run-1' }, execution: 'e' },
      error: { ...error, Error: name },
    });
    expect((await ledger.recoveryPoints())[0]?.proof).toEqual(proof);
    expect(await ledger.restore('run-1')).toMatchObject({ outcome: 'abandoned' });
  });

  describe('of a scheduled drill', () => {
    const due = '2026-03-01T06:00:00.000Z';
    const run = drillRun({ due }, region, 'e');
    const end = (ledger: InMemoryLedger) =>
      abandonRestore({ region, ledger, now: () => at(9) })(
        parsed(
          abandonContract.input,
          { purpose: 'drill', request: { due, trigger: 't' }, execution: 'e', error },
          'the event',
        ),
      );
    async function aDrill(outcome: 'open' | 'failed') {
      const ledger = await aLedger();
      await ledger.writeHold({ run, because: 'a drill', expiresAt: at(9_000) });
      await ledger.writeDrill({ run, execution: 'e', trigger: 't', region, startedAt: at(0), outcome });
      return ledger;
    }

    test.each([
      ['open', true, 'abandoned'],
      ['failed', false, 'failed'],
    ] as const)(
      'the record of its time that is %s is the one that ends',
      async (outcome, recorded, ended) => {
        const ledger = await aDrill(outcome);
        expect(await end(ledger)).toEqual({ recorded });
        expect(run).toBe('drill-us-west-2-202603010600');
        expect(await ledger.drill(run)).toMatchObject({ outcome: ended });
        expect(await ledger.drill('e')).toBeUndefined();
        expect(await ledger.holds()).toEqual([]);
      },
    );

    test('a time that is none names no run, and keeps nobody from writing why', () => {
      const request = { due: 'soon' };
      const input = { purpose: 'drill', request, execution: 'e', error };
      expect(parsed(abandonContract.input, input, 'the event').request.due).toBeUndefined();
    });
  });
});
