import { takeLease } from '../../lambdas/take-lease/task';
import { FailoverBlocked, LeaseHeld, LedgerBusy } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aClaim } from '../helpers/a-role';
import { aSituation } from '../helpers/a-situation';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const anInput = (claim: Parameters<typeof aClaim>[0] = {}, approvedBy?: string) => ({
  situation: aSituation(),
  decision: {
    claim: aClaim(claim),
    workflow: 'failover' as const,
    from: 'us-east-1',
    to: 'us-west-2',
    trigger: 'an alarm',
    approvedBy,
    detectedAt: at(1),
    decidedAt: at(2),
  },
});

test('opens the run and its record, and says how long the lease lasts', async () => {
  const ledger = new InMemoryLedger();
  expect(await takeLease({ ledger, now: aClock(5).now })(anInput())).toEqual({
    stage: 'preparing',
    expiresAt: at(125),
  });
  expect(ledger.current.openRun).toMatchObject({ id: 'run-1', from: 'us-east-1', to: 'us-west-2' });
  expect(ledger.runs.get('run-1')).toMatchObject({
    workflow: 'failover',
    trigger: 'an alarm',
    detectedAt: at(1),
    outcome: 'open',
    evidence: { situation: { recoveryRegion: 'us-west-2' } },
  });
});

test('of two runs that read the role at the same time exactly one wins', async () => {
  const ledger = new InMemoryLedger();
  const take = takeLease({ ledger, now: aClock().now });
  const results = await Promise.allSettled(
    ['run-1', 'run-2'].map((run) => take(anInput({ run, owner: run }))),
  );

  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(results).toContainEqual({ status: 'rejected', reason: expect.any(LedgerBusy) });
  const winner = ledger.current.openRun?.id as string;
  const loser = winner === 'run-1' ? 'run-2' : 'run-1';
  expect([...ledger.runs.keys()]).toEqual([winner]);
  await expect(take(anInput({ run: loser, owner: loser }))).rejects.toThrow(FailoverBlocked);
});

test('a second call by the same execution renews the lease and leaves the record as it is', async () => {
  const ledger = new InMemoryLedger();
  const clock = aClock();
  const take = takeLease({ ledger, now: clock.now });
  await take(anInput());
  const record = ledger.runs.get('run-1');
  clock.pass(30);
  expect(await take(anInput({}, 'somebody else'))).toEqual({
    stage: 'preparing',
    expiresAt: at(150),
  });
  expect(ledger.runs.get('run-1')).toEqual(record);
});

test('another execution of the run waits until the lease has expired, then carries it on', async () => {
  const ledger = new InMemoryLedger();
  const clock = aClock();
  const take = takeLease({ ledger, now: clock.now });
  await take(anInput());
  clock.pass(119);
  await expect(take(anInput({ owner: 'execution-2' }))).rejects.toThrow(LeaseHeld);
  clock.pass(1);
  await take(anInput({ owner: 'execution-2' }));
  expect(ledger.current.lease).toEqual({ owner: 'execution-2', expiresAt: at(240) });
});

test('a decision of an earlier epoch opens nothing', async () => {
  const ledger = new InMemoryLedger();
  const stale = takeLease({ ledger, now: aClock().now })(anInput({ epoch: 9 }));
  await expect(stale).rejects.toThrow('the epoch moved from 9 to 1 since the decision');
  expect(ledger.doings).toEqual([]);
});

test('an interruption between role and record is made up for by a second call', async () => {
  const ledger = new InMemoryLedger();
  const take = takeLease({ ledger, now: aClock().now });
  ledger.interruptBefore('run');
  await expect(take(anInput())).rejects.toThrow('interrupted');
  await take(anInput());
  expect(ledger.runs.get('run-1')).toMatchObject({ outcome: 'open' });
});

test.each(['refused', 'abandoned'] as const)(
  'a run that was %s and is started again with an approval gets a record of its own',
  async (outcome) => {
    const ledger = new InMemoryLedger();
    ledger.runs.set('run-1', {
      id: 'run-1',
      workflow: 'failover',
      trigger: 'an alarm',
      outcome,
      endedAt: at(0),
    });
    await takeLease({ ledger, now: aClock().now })(anInput({}, 'ada'));
    expect(ledger.runs.get('run-1')).toMatchObject({ outcome: 'open', approvedBy: 'ada', detectedAt: at(1) });
    expect(ledger.runs.get('run-1')).not.toHaveProperty('endedAt');
  },
);
