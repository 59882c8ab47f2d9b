import { answerRecovery } from '../../lambdas/answer-recovery/task';
import { LedgerBusy, Unreachable } from '../../lib/domain/errors';
import { dumpPolicy } from '../helpers/a-dump';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy, aRecoveryPoint } from '../helpers/a-recovery-point';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const ownArchive = [{ id: 'own', buckets: { primary: 'own-wal-one', recovery: 'own-wal-two' } }];

function anAnswerer(ledger: InMemoryLedger) {
  const measured: [string, number][] = [];
  const task = answerRecovery({
    deployment: aDeployment({ dumps: [dumpPolicy()], walArchives: ownArchive }),
    region: 'us-east-1',
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

test('the figures are those of all stores', async () => {
  const { task, measured } = anAnswerer(await aLedgerWith(aReachableCopy({ takenAt: at(-30) })));
  await task();
  expect(measured).toEqual([
    ['ActiveEpoch', 1],
    ['FailoverHeldBack', 0],
    ['RecoveryLossSeconds', 30],
    ['ProofAgeSeconds', 30],
    ['ProofAgeSeconds', 30],
    // Neither the archive nor the cache has anything: two objectives each.
    ['RecoveryMissed', 4],
    ['RecoveryUnknown', 0],
    ['NeverProven', 2],
  ]);
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

test('a region that is not active has no epoch to show, and both tell that failovers are held back', async () => {
  const ledger = await aLedgerWith();
  ledger.current = aRole({ activeRegion: 'us-west-2', epoch: 2, pausedBy: 'ada' });
  const { task, measured } = anAnswerer(ledger);
  await task();
  expect(measured.filter(([name]) => /Epoch|HeldBack/.test(name))).toEqual([['FailoverHeldBack', 1]]);
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
