import { reconcileFailover } from '../../lambdas/reconcile-failover/task';
import { aDeployment } from '../helpers/a-plan';
import { anOpenRun, aRole } from '../helpers/a-role';
import { anEvidence } from '../helpers/an-evidence';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const automatic = { ...aDeployment(), failover: { ...aDeployment().failover, mode: 'automatic' as const } };

async function reconciled(
  ledger: InMemoryLedger,
  deployment: typeof automatic | ReturnType<typeof aDeployment> = automatic,
) {
  const started: string[] = [];
  const start = async (name: string): Promise<'started' | 'already started'> => {
    if (started.includes(name)) return 'already started';
    started.push(name);
    return 'started';
  };
  const task = reconcileFailover({ deployment, ledger, start, now: () => at(125) });
  return { first: (await task()).outcome, second: (await task()).outcome, started };
}

async function aLedgerThatSeesItDown(role = aRole()): Promise<InMemoryLedger> {
  const ledger = new InMemoryLedger(role);
  await ledger.writeEvidence(anEvidence('recovery'));
  await ledger.writeEvidence(anEvidence('witness'));
  return ledger;
}

test('while the region is down and nothing is open, one run is started per minute', async () => {
  const { first, second, started } = await reconciled(await aLedgerThatSeesItDown());
  expect([first, second]).toEqual(['started', 'already started']);
  expect(started).toEqual([`reconcile-${at(125).slice(0, 16).replace(/[-:]/g, '')}`]);
});

test('nothing is started while the region is not down', async () => {
  expect((await reconciled(new InMemoryLedger(aRole()))).started).toEqual([]);
});

test('nothing is started beside an open run', async () => {
  const ledger = await aLedgerThatSeesItDown(aRole({ openRun: anOpenRun() }));
  expect((await reconciled(ledger)).started).toEqual([]);
});

test('nothing is started once the other region is active', async () => {
  const ledger = await aLedgerThatSeesItDown(aRole({ activeRegion: 'us-west-2', epoch: 2 }));
  expect((await reconciled(ledger)).started).toEqual([]);
});

test.each(['approval', 'off'] as const)('in mode %s a person starts a failover', async (mode) => {
  const deployment = { ...aDeployment(), failover: { ...aDeployment().failover, mode } };
  expect((await reconciled(await aLedgerThatSeesItDown(), deployment)).started).toEqual([]);
});
