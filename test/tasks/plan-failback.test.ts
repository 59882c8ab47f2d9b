import { deleteOldPrimary } from '../../lambdas/delete-old-primary/task';
import { contract } from '../../lambdas/plan-failback/contract';
import { planFailback } from '../../lambdas/plan-failback/task';
import { keptInstance } from '../../lambdas/runtime/kept-instance';
import { parsed } from '../../lambdas/runtime/parsed';
import { FailbackBlocked, InvalidInput } from '../../lib/domain/errors';
import { KEPT_FOR_TAG } from '../../lib/domain/old-primary';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';
import { anActiveSide, aStanding, FakeRebuild } from '../helpers/fake-rebuild';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const deployment = aDeployment();
const { now } = aClock(100);
const KEPT = keptInstance('firebackup-primary', 'home');
const KEPT_ARN = `arn:aws:rds:us-east-1:111122223333:db:${KEPT}`;
const awayRole = { activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(60), run: 'run-1' } };

const write = { firstXid: '740', lsn: '0/5000' };
const failedOver = aRun({
  outcome: 'done',
  evidence: { steps: { databases: [{ write, check: { database: 'main' } }] } },
});

async function afterFailover(instances = [aStanding(), anActiveSide()]) {
  const ledger = new InMemoryLedger(aRole(awayRole));
  await ledger.writeRun(failedOver);
  const rds = new FakeRebuild(instances);
  const plan = planFailback({ deployment, ledger, rebuild: () => rds, now });
  return {
    ledger,
    rds,
    plan: (request: object = {}) => {
      const event = { request: { run: 'home', approvedBy: 'ada', ...request }, execution: 'e-1' };
      return plan(parsed(contract.input, event, 'the event'));
    },
  };
}

describe('plan-failback', () => {
  test('plans the way home, and records the run without opening the role', async () => {
    const { plan, ledger } = await afterFailover();
    expect(await plan()).toMatchObject({
      outcome: 'return',
      home: 'us-east-1',
      away: 'us-west-2',
      databases: [{ database: 'main', old: 'fenced', promotion: { database: 'main', ...write } }],
      caches: ['queue'],
      deletions: [],
      switchover: { name: 'e-1-home', input: { run: 'home-home', approvedBy: 'ada' } },
    });
    expect(await ledger.run('home')).toMatchObject({ workflow: 'failback', outcome: 'open' });
    expect(ledger.current).not.toHaveProperty('openRun');
  });

  test('a dry run makes every check and writes nothing', async () => {
    const { plan, ledger } = await afterFailover();
    expect(await plan({ dryRun: true })).toMatchObject({ outcome: 'dry-run', kept: [{ arn: KEPT_ARN }, {}] });
    expect(await ledger.run('home')).toBeUndefined();
  });

  test('a run that is started again keeps what it has found', async () => {
    const { plan, ledger } = await afterFailover([
      aStanding({ replicaSource: anActiveSide().arn }),
      anActiveSide(),
    ]);
    const evidence = { lostWrites: ['kept'] };
    await ledger.writeRun(aRun({ id: 'home', workflow: 'failback', outcome: 'stuck', evidence }));
    expect(await plan()).toMatchObject({ databases: [{ old: 'replica' }] });
    expect(await ledger.run('home')).toMatchObject({ outcome: 'open', evidence });
  });

  test('once its switchover has come home, the same run protects what serves', async () => {
    const home = aStanding({ securityGroups: [{ id: 'sg-00000001', status: 'active' }] });
    const there = anActiveSide({ securityGroups: [{ id: 'sg-000000f2', status: 'active' }] });
    const { plan, ledger } = await afterFailover([home, there]);
    ledger.current = aRole({ epoch: 3, lastChange: { at: at(90), run: 'home-home' } });
    await ledger.writeRun(aRun({ id: 'home', workflow: 'failback', outcome: 'stuck' }));
    expect(await plan()).toMatchObject({ outcome: 'protect', databases: [{ old: 'fenced' }] });
  });

  test('while its switchover is open the same run goes on with that, whatever stands at home', async () => {
    const promoting = aStanding({ securityGroups: [{ id: 'sg-00000001', status: 'active' }] });
    const { plan, ledger } = await afterFailover([promoting, anActiveSide()]);
    ledger.current = aRole({ ...awayRole, openRun: anOpenRun({ id: 'home-home', to: 'us-east-1' }) });
    expect(await plan()).toMatchObject({ outcome: 'switch-over', databases: [{ old: 'left alone' }] });
  });

  test('a promotion point that nobody kept is told as unknown', async () => {
    const { plan, ledger } = await afterFailover();
    await ledger.writeRun(aRun({ outcome: 'done' }));
    expect(await plan()).toMatchObject({
      databases: [{ promotion: { unknownBecause: expect.stringContaining('run run-1 does not say') } }],
    });
  });

  test.each([
    ['the old primary is not fenced', [aStanding({ securityGroups: [] }), anActiveSide()], /is not fenced/],
    ['the old primary is stopped', [aStanding({ status: 'stopped' }), anActiveSide()], /is stopped/],
    ['the active side is gone', [aStanding()], /firebackup-recovery is gone/],
  ])('is refused while %s', async (_, instances, because) => {
    const { plan, ledger } = await afterFailover(instances);
    await expect(plan()).rejects.toThrow(because);
    expect(await ledger.run('home')).toBeUndefined();
  });

  test('is refused without a finished failover, in one sentence', async () => {
    const { plan, ledger } = await afterFailover();
    ledger.current = aRole();
    await expect(plan()).rejects.toThrow(
      'us-east-1 is active already in epoch 1: without a finished failover there is nothing to come back from',
    );
  });

  test('is refused to nobody', async () => {
    const { plan } = await afterFailover();
    expect(() => plan({ approvedBy: undefined })).toThrow(InvalidInput);
    expect(() => plan({ approvedBy: undefined })).toThrow('the name of the person who decided this');
    await expect(plan({ approvedBy: ' ' })).rejects.toThrow(FailbackBlocked);
  });

  test('what is to be deleted has to be typed in full, and is compared before anything begins', async () => {
    const { plan, ledger } = await afterFailover();
    const typed = 'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary';
    await expect(plan({ deleteOldPrimary: typed })).rejects.toThrow(`expected ${KEPT_ARN} or arn`);
    expect(await ledger.run('home')).toBeUndefined();
    expect(await plan({ deleteOldPrimary: KEPT_ARN })).toMatchObject({
      deletions: [{ database: 'main', region: 'us-east-1', arn: KEPT_ARN }],
    });
  });
});

describe('delete-old-primary', () => {
  const side = { run: 'home', region: 'us-east-1', database: 'main' };
  const kept = aStanding({ id: KEPT, tags: { [KEPT_FOR_TAG]: 'home' } });
  const deleting = (instances = [kept], role = aRole({ epoch: 3 })) => {
    const rds = new FakeRebuild(instances);
    const ledger = new InMemoryLedger(role);
    const task = deleteOldPrimary({ deployment, ledger, rebuild: () => rds });
    return { rds, typing: (typed: string) => task({ ...side, typed }) };
  };

  test('keeps a last snapshot, and is done once', async () => {
    const { rds, typing } = deleting();
    expect(await typing(KEPT_ARN)).toMatchObject({ outcome: 'asked' });
    expect(await typing(KEPT_ARN)).toMatchObject({ outcome: 'going' });
    expect(rds.calls).toEqual([`unprotect ${KEPT}`, `delete ${KEPT} keeping firebackup-final-${KEPT}`]);
    expect(await deleting([]).typing(KEPT_ARN)).toMatchObject({ outcome: 'gone' });
  });

  test('does not happen for another ARN, without the tag, or while the role moves', async () => {
    const typedWrong = deleting();
    await expect(typedWrong.typing(`${KEPT_ARN}x`)).rejects.toThrow('was typed');
    const untagged = deleting([{ ...kept, tags: {} }]);
    await expect(untagged.typing(KEPT_ARN)).rejects.toThrow('is missing');
    const moving = deleting([kept], aRole({ openRun: anOpenRun() }));
    await expect(moving.typing(KEPT_ARN)).rejects.toThrow('while run run-1 moves the role');
    expect([...typedWrong.rds.calls, ...untagged.rds.calls, ...moving.rds.calls]).toEqual([]);
  });
});
