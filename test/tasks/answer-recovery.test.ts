import { answerRecovery } from '../../lambdas/answer-recovery/task';
import { LedgerBusy, Unreachable } from '../../lib/domain/errors';
import { dumpPolicy } from '../helpers/a-dump';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aRecoveryPoint } from '../helpers/a-recovery-point';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const ownArchive = [{ id: 'own', buckets: { primary: 'own-wal-one', recovery: 'own-wal-two' } }];

function anAnswerer(ledger: InMemoryLedger, region = 'us-west-2') {
  const measured: [string, number][] = [];
  const task = answerRecovery({
    deployment: aDeployment({ dumps: [dumpPolicy()], walArchives: ownArchive }),
    region,
    ledger,
    measure: (name, value) => measured.push([name, value]),
    now: () => at(0),
  });
  return { task, measured };
}

async function aLedgerWith(...points: Parameters<InMemoryLedger['recordRecoveryPoint']>[0][]) {
  const ledger = new InMemoryLedger(aRole());
  for (const point of points) await ledger.recordRecoveryPoint(point);
  return ledger;
}

test('every database, archive and cache of the plan is answered, and the ledger has the answer', async () => {
  const ledger = await aLedgerWith(aReachableCopy({ takenAt: at(-30) }));
  const answer = await anAnswerer(ledger).task();
  expect(answer.stores.map(({ store, component }) => [store, component])).toEqual([
    ['main', 'database'],
    ['own', 'database'],
    ['queue', 'cache'],
  ]);
  expect(answer.stores[0]?.cases[0]).toMatchObject({ loss: 'region lost', rpo: { judged: 'met' } });
  expect(await ledger.answer()).toEqual(answer);
});

test('a second call writes the newer answer and nothing else', async () => {
  const ledger = await aLedgerWith();
  const { task } = anAnswerer(ledger);
  expect(await task()).toEqual(await task());
  expect(ledger.doings).toEqual(['answer', 'answer']);
});

test('the figures are those of all stores, of what there is to tell alone', async () => {
  const { task, measured } = anAnswerer(await aLedgerWith(aReachableCopy({ takenAt: at(-30) })));
  await task();
  expect(measured).toEqual([
    // Neither the archive nor the cache has anything: two objectives each.
    ['RecoveryMissed', 4],
    ['RecoveryUnproven', 2],
  ]);
});

test('the same answer in the primary region has no figures there, whichever region is active', async () => {
  for (const activeRegion of ['us-east-1', 'us-west-2']) {
    const ledger = await aLedgerWith();
    ledger.current = aRole({ activeRegion });
    const { task, measured } = anAnswerer(ledger, 'us-east-1');
    expect((await task()).activeRegion).toBe(activeRegion);
    expect(measured).toEqual([]);
    await anAnswerer(ledger).task();
    expect(ledger.doings).toEqual(['answer', 'answer']);
  }
});

test('after a failover the other region is the one to recover in', async () => {
  const ledger = await aLedgerWith(
    aRecoveryPoint({ takenAt: at(-200), keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one' }),
  );
  ledger.current = aRole({ activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(-100), run: 'run-1' } });
  const { activeRegion, stores } = await anAnswerer(ledger).task();
  expect(activeRegion).toBe('us-west-2');
  expect(stores[0]?.cases[0]?.way).toMatchObject({ region: 'us-east-1', lossSeconds: 200 });
});

test('that the other region wrote its answer in the same moment is no failure', async () => {
  const ledger = await aLedgerWith();
  ledger.writeAnswer = async () => {
    throw new LedgerBusy('written by somebody else just now');
  };
  expect((await anAnswerer(ledger).task()).at).toBe(at(0));
});

test('a ledger that gives no answer gives none here either, and no figure pretends one', async () => {
  const ledger = await aLedgerWith();
  ledger.recoveryPoints = async () => {
    throw new Unreachable('nobody there');
  };
  const { task, measured } = anAnswerer(ledger);
  await expect(task()).rejects.toThrow(Unreachable);
  expect(measured).toEqual([]);
  expect(ledger.doings).toEqual([]);
});
