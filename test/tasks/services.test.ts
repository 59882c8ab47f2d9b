import { checkServices } from '../../lambdas/check-services/task';
import { quiesceWorkers } from '../../lambdas/quiesce-workers/task';
import { recordCapacity } from '../../lambdas/record-capacity/task';
import { resumeWorkers } from '../../lambdas/resume-workers/task';
import { scaleServices } from '../../lambdas/scale-services/task';
import { InvalidInput, LeaseLost, NotReady } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aCompute, FakeServices } from '../helpers/fake-services';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const [PRIMARY, RECOVERY] = ['us-east-1', 'us-west-2'];

/** A run from the primary to the recovery region, between two clusters. */
function aMove(role = aHeldRole(), plan: Readonly<Record<string, unknown>> = { compute: aCompute }) {
  const ledger = new InMemoryLedger(role);
  const primary = new FakeServices({ api: 3, workers: 2 }, PRIMARY);
  const recovery = new FakeServices({ 'api-dr': 1, 'workers-dr': 0 }, RECOVERY);
  const { now } = aClock(60);
  const common = { deployment: aDeployment(plan), ledger, now };
  const measured: unknown[][] = [];
  const servicesIn = (region: string) => (region === PRIMARY ? primary : recovery);
  return {
    ledger,
    primary,
    recovery,
    measured,
    record: recordCapacity({ ...common, services: primary, measure: (...one) => measured.push(one) }),
    scale: scaleServices({ ...common, services: recovery }),
    check: checkServices({ ...common, services: recovery }),
    quiesce: quiesceWorkers({ ...common, servicesIn }),
    resume: resumeWorkers({ ...common, region: RECOVERY as string, servicesIn }),
  };
}

const moved = (overrides = {}) => aHeldRole({ activeRegion: RECOVERY as string, epoch: 2, ...overrides });
const claim = aClaim();

describe('the sizes of a region', () => {
  test('are recorded while it is active and no run is open', async () => {
    const { record, ledger, measured } = aMove(aRole());
    expect(await record()).toMatchObject({ outcome: 'recorded' });
    expect(measured).toEqual([]);
    expect(ledger.capacities.get('us-east-1')).toEqual({
      region: PRIMARY,
      at: at(60),
      services: [
        { service: 'api', component: 'api', desired: 3, running: 3 },
        { service: 'workers', component: 'workers', desired: 2, running: 2 },
      ],
    });
  });

  test.each([
    ['a run is open', aHeldRole(), 'run run-1 is open'],
    ['another region is active', aRole({ activeRegion: 'us-west-2' }), 'us-west-2 is the active region'],
  ])('are left as they were while %s', async (_, role, because) => {
    const { record, ledger, measured } = aMove(role);
    expect(await record()).toEqual({ outcome: 'kept', because });
    expect(ledger.doings).toEqual([]);
    expect(measured).toEqual([]);
  });

  test('keep what a service had before it was at nothing', async () => {
    const { record, ledger, primary } = aMove(aRole());
    await record();
    await primary.scale('main', 'workers', 0);
    await record();
    expect(ledger.capacities.get('us-east-1')?.services).toMatchObject([{ desired: 3 }, { desired: 2 }]);
  });
});

describe('scaling', () => {
  test('brings the API alone to the size on record, and a second call asks nothing', async () => {
    const { scale, recovery, record, ledger } = aMove(aRole());
    await record();
    ledger.current = aHeldRole();
    expect(await scale({ claim })).toEqual({
      outcome: 'asked',
      services: [{ service: 'api-dr', from: 1, to: 3 }],
      at: at(60),
    });
    expect(recovery.calls).toEqual(['dr/api-dr to 3']);
    await scale({ claim });
    expect(recovery.calls).toEqual(['dr/api-dr to 3']);
  });

  test('keeps the own size of what nobody recorded, and says so', async () => {
    const { scale, recovery } = aMove();
    expect((await scale({ claim })).services).toEqual([
      { service: 'api-dr', from: 1, to: 1, because: 'nobody recorded the size to reach' },
    ]);
    expect(recovery.calls).toEqual([]);
  });

  test('is up when as many run as are wanted, and not before', async () => {
    const { check, recovery } = aMove();
    await recovery.scale('dr', 'api-dr', 3);
    await expect(check({ component: 'api' })).rejects.toThrow(
      new NotReady('api in us-west-2: api-dr runs 1 of 3 tasks'),
    );
    recovery.settle();
    expect(await check({ component: 'api' })).toMatchObject({ outcome: 'up', at: at(60) });
    await expect(check({ component: 'workers' })).rejects.toThrow('workers-dr runs 0 of 0 tasks');
  });
});

describe('workers of the old region', () => {
  test('are asked to stop after their size was recorded, and waited for', async () => {
    const { quiesce, primary, ledger } = aMove();
    await expect(quiesce({ claim })).rejects.toThrow('workers (2 tasks) in us-east-1 were asked to stop');
    expect(primary.calls).toEqual(['main/workers to 0']);
    expect(ledger.capacities.get('us-east-1')?.services).toMatchObject([{ desired: 3 }, { desired: 2 }]);
    await expect(quiesce({ claim })).rejects.toThrow(NotReady);
    primary.settle();
    expect(await quiesce({ claim })).toMatchObject({ outcome: 'down' });
    expect(primary.calls).toEqual(['main/workers to 0']);
    expect(ledger.capacities.get('us-east-1')?.services).toMatchObject([{ desired: 3 }, { desired: 2 }]);
  });

  test('are asked again when somebody scaled them up meanwhile', async () => {
    const { quiesce, primary } = aMove();
    await expect(quiesce({ claim })).rejects.toThrow(NotReady);
    await primary.scale('main', 'workers', 1);
    await expect(quiesce({ claim })).rejects.toThrow(NotReady);
    expect(primary.calls.at(-1)).toBe('main/workers to 0');
  });

  test('are left alone when their size cannot be recorded', async () => {
    const { quiesce, primary, ledger } = aMove();
    ledger.writeCapacity = async () => {
      throw new NotReady('the ledger is away');
    };
    await expect(quiesce({ claim })).rejects.toThrow('the ledger is away');
    expect(primary.calls).toEqual([]);
  });

  test('are resumed at the size they had when the run is undone, also half-way', async () => {
    const { quiesce, resume, primary } = aMove();
    await expect(quiesce({ claim })).rejects.toThrow(NotReady);
    expect(await resume({ claim, region: 'us-east-1' })).toMatchObject({
      services: [{ service: 'workers', from: 0, to: 2 }],
    });
    expect(primary.calls).toEqual(['main/workers to 0', 'main/workers to 2']);
    await resume({ claim, region: 'us-east-1' });
    expect(primary.calls).toHaveLength(2);
  });
});

test('workers are resumed where the role went, at the size that they had where it was', async () => {
  const { quiesce, resume, recovery, ledger } = aMove();
  await expect(quiesce({ claim })).rejects.toThrow(NotReady);
  await expect(resume({ claim })).rejects.toThrow(InvalidInput);
  ledger.current = moved();
  expect(await resume({ claim })).toMatchObject({ services: [{ service: 'workers-dr', from: 0, to: 2 }] });
  expect(recovery.calls).toEqual(['dr/workers-dr to 2']);
  await expect(resume({ claim, region: 'us-east-1' })).rejects.toThrow(
    'expected the active region, us-west-2 in epoch 2',
  );
});

test('a run that lost its lease changes no size', async () => {
  const { scale, quiesce, resume, primary, recovery } = aMove(aRole());
  for (const task of [scale, quiesce, resume]) await expect(task({ claim })).rejects.toThrow(LeaseLost);
  expect([...primary.calls, ...recovery.calls]).toEqual([]);
});

test('without compute in the plan nothing is called done', async () => {
  const before = aMove(aHeldRole(), {});
  const answers = [
    await before.record(),
    await before.scale({ claim }),
    await before.check({ component: 'api' }),
    await before.quiesce({ claim }),
    await aMove(moved(), {}).resume({ claim }),
  ];
  expect(answers.map(({ outcome }) => outcome)).toEqual(Array(5).fill('not in the plan'));
});
