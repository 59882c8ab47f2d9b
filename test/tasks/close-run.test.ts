import { closeRun } from '../../lambdas/close-run/task';
import { LeaseLost, NotFound } from '../../lib/domain/errors';
import type { Run } from '../../lib/domain/run';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

type Steps = Parameters<ReturnType<typeof closeRun>>[0];

const someSteps = (overrides: Partial<Steps> = {}): Steps => ({
  claim: aClaim(),
  fence: { fences: [], at: at(40) },
  databases: [
    { write: { at: at(100) }, check: { at: at(110) } },
    { write: { at: at(90) }, check: { at: at(120) } },
  ],
  caches: [{ cache: 'queue', at: at(70) }],
  services: { scaled: {}, check: { outcome: 'up', services: [], at: at(125) } },
  activation: { at: at(130) },
  resumption: { outcome: 'asked', services: [], at: at(131) },
  confirmation: { at: at(190), by: 'write', from: { where: 'here' } },
  workers: { outcome: 'up', services: [], at: at(191) },
  settings: { databases: [], at: at(192) },
  ...overrides,
});

function aClosing(run: Run | undefined = aRun()) {
  const ledger = new InMemoryLedger(aHeldRole({ epoch: 2, activeRegion: 'us-west-2' }));
  if (run) ledger.runs.set(run.id, run);
  const kept: Run[] = [];
  const clock = aClock(200);
  const task = closeRun({
    objectives: aDeployment().objectives,
    ledger,
    keep: async (document) => {
      ledger.doings.push('document');
      kept.push(document);
    },
    now: clock.now,
  });
  return { task, ledger, kept, clock };
}

test('writes document and record first, and closes the run after them', async () => {
  const { task, ledger, kept } = aClosing();
  await task(someSteps());
  expect(ledger.doings.filter((doing, index, all) => doing !== all[index - 1])).toEqual([
    'role',
    'document',
    'run',
    'role',
  ]);
  expect(ledger.runs.get('run-1')).toEqual(kept[0]);
  expect(kept[0]).toMatchObject({ outcome: 'done', endedAt: at(200), evidence: { situation: 'as it was' } });
  expect(ledger.current).not.toHaveProperty('openRun');
  expect(ledger.current).not.toHaveProperty('lease');
});

test('an answer of which nobody knows the region confirms nothing: the RTO is unknown, and the record says why', async () => {
  const { task } = aClosing();
  const because = 'which region answered is unknown: host names did not resolve';
  const report = await task(
    someSteps({ confirmation: { at: at(190), by: 'read', from: { where: 'unknown', because } } }),
  );
  expect(report).toMatchObject({
    outcome: 'incomplete',
    because: `the public name answers, and ${because}`,
  });
  const judged = report.judgements?.filter(({ measure }) => measure.endsWith('RTO')).map((one) => one.judged);
  expect(judged).toEqual(['unknown', 'unknown']);
  expect(report.phases?.map(({ name }) => name)).not.toContain('confirm');
});

test('phases run from the first bad probe to the confirmation, each to its slowest part', async () => {
  const { phases } = await aClosing().task(someSteps());
  expect(phases?.map(({ name, seconds }) => [name, seconds])).toEqual([
    ['detect', 30],
    ['decide', 1],
    ['fence', 9],
    ['promote', 60],
    ['verify', 20],
    ['scale', 5],
    ['traffic', 5],
    ['confirm', 60],
  ]);
});

test('what was measured is held against the objectives: loss counts until the fences were tried', async () => {
  const { judgements } = await aClosing().task(someSteps());
  expect(judgements).toEqual([
    { measure: 'database RTO', judged: 'met', objectiveSeconds: 900, measuredSeconds: 190 },
    { measure: 'database RPO', judged: 'met', objectiveSeconds: 60, measuredSeconds: 22 },
    { measure: 'api RTO', judged: 'met', objectiveSeconds: 900, measuredSeconds: 190 },
  ]);
});

test.each([
  ['the first bad probe', { downSince: undefined }, {}, ['unknown', 'met', 'unknown']],
  ['the loss', { expectedLossSeconds: undefined }, {}, ['met', 'unknown', 'met']],
  ['the moment of the decision', { detectedAt: undefined }, {}, ['met', 'unknown', 'met']],
  [
    'the confirmation',
    {},
    { confirmation: { Error: 'NotReady', Cause: 'no' } },
    ['unknown', 'met', 'unknown'],
  ],
])('without %s nothing is called met for it', async (_, run, steps, judged) => {
  const { judgements } = await aClosing(aRun(run)).task(someSteps(steps));
  expect(judgements?.map((one) => one.judged)).toEqual(judged);
});

test('what an old primary that nobody could fence may have taken since is never called met', async () => {
  const unfenced = { component: 'database', id: 'main', outcome: 'unfenced', because: 'no answer' } as const;
  const { judgements = [] } = await aClosing().task(someSteps({ fence: { fences: [unfenced], at: at(40) } }));
  expect(judgements.find(({ measure }) => measure === 'database RPO')).toEqual({
    measure: 'database RPO',
    judged: 'unknown',
    objectiveSeconds: 60,
    because:
      'at least 22.0 s; main could not be fenced and may have taken writes after that, which a failback counts',
  });
});

test('a loss that is over the objective already is missed, whatever came on top of it', async () => {
  const unfenced = { component: 'database', id: 'main', outcome: 'unfenced', because: 'no answer' } as const;
  const run = aRun({ expectedLossSeconds: 300 });
  const { judgements = [] } = await aClosing(run).task(
    someSteps({ fence: { fences: [unfenced], at: at(40) } }),
  );
  expect(judgements.find(({ measure }) => measure === 'database RPO')).toMatchObject({ judged: 'missed' });
});

test.each([
  ['takes no longer than the databases', { outcome: 'up', services: [], at: at(100) }, ['scale', 0]],
  [
    'has no phase where the plan has no compute',
    { outcome: 'not in the plan', services: [], at: at(50) },
    undefined,
  ],
])('scaling %s', async (_, check, expected) => {
  const { phases = [] } = await aClosing().task(someSteps({ services: { scaled: {}, check } }));
  const scale = phases.find(({ name }) => name === 'scale');
  expect(scale && [scale.name, scale.seconds]).toEqual(expected);
  expect(phases.at(-2)?.name).toBe('traffic');
});

test('services, workers and settings that did not follow are named with their reasons', async () => {
  const failed = (cause: string) => ({ Error: 'NotReady', Cause: cause });
  const report = await aClosing().task(
    someSteps({
      services: { failed: failed('firebackup-api runs 1 of 3 tasks') },
      resumption: failed('busy'),
      workers: failed('firebackup-workers runs 0 of 2 tasks'),
      settings: failed('firebackup-recovery is backing-up'),
    }),
  );
  expect(report.outcome).toBe('incomplete');
  expect(report.because?.split('; ')).toEqual([
    'the API did not come up at its size: NotReady: firebackup-api runs 1 of 3 tasks',
    'workers were not resumed: NotReady: busy',
    'workers did not come up: NotReady: firebackup-workers runs 0 of 2 tasks',
    'databases are not kept as the plan says: NotReady: firebackup-recovery is backing-up',
  ]);
  expect(report.phases?.map(({ name }) => name)).not.toContain('scale');
});

test('a cache or traffic that did not follow makes the run incomplete, in words', async () => {
  const failed = { Error: 'NotReady', Cause: 'still modifying' };
  const report = await aClosing().task(
    someSteps({
      caches: [{ cache: 'queue', failed }],
      confirmation: { Error: 'States.Timeout', Cause: 'dns' },
    }),
  );
  expect(report).toMatchObject({
    outcome: 'incomplete',
    because:
      'cache queue was not promoted: NotReady: still modifying; traffic was not confirmed: States.Timeout: dns',
  });
});

const unfenced = (id: string) =>
  ({ component: 'database', id, outcome: 'unfenced', because: 'it leaks' }) as const;

test('a failover past an open fence is done, and its ending says what may still take writes', async () => {
  const fence = { fences: [unfenced('main')], at: at(40) };
  const { outcome, remark } = await aClosing().task(someSteps({ fence }));
  expect(outcome).toBe('done');
  expect(remark).toContain(
    'database main of the region that was left could not be fenced and may still take',
  );
  expect((await aClosing().task(someSteps())).remark).toBe('The region that was left takes no more writes.');
});

describe('of a switchover', () => {
  const replay = { at: at(36) };
  const hold = { at: at(35), replay, cachesCaughtUp: { caches: ['queue'] } };
  const closing = (steps: Partial<Steps>) =>
    aClosing(aRun({ workflow: 'switchover' })).task(someSteps({ hold, ...steps }));

  test('it is said that nothing was lost where that is proven of databases and caches', async () => {
    expect(await closing({})).toMatchObject({ outcome: 'done', remark: 'Nothing was lost.' });
  });

  test('clients that were not sent on from the old caches are spoken of', async () => {
    const { outcome, remark } = await closing({ redirection: { Error: 'Unreachable', Cause: 'no answer' } });
    expect(outcome).toBe('done');
    expect(remark).toBe(
      'Nothing was lost. Clients of caches in the region that was left may wait there for a quarter of an hour: Unreachable: no answer.',
    );
    expect((await closing({ redirection: { caches: ['queue'] } })).remark).toBe('Nothing was lost.');
  });

  test('an open fence leaves it incomplete', async () => {
    expect(await closing({ fence: { fences: [unfenced('main')], at: at(40) } })).toMatchObject({
      outcome: 'incomplete',
      because: 'database main of the region that was left is not fenced',
    });
  });

  test.each([
    [
      'filled from a backup',
      { hold: { at: at(35), replay } },
      'from a backup of 11:00',
      'from a backup of 11:00',
    ],
    [
      'promoted by a later execution',
      { hold: {} },
      'promoted',
      'its pause may have ended before its promotion',
    ],
  ])('what a cache that was %s may have lost is said', async (_, held, how, because) => {
    const { remark } = await closing({ ...held, caches: [{ cache: 'queue', how, at: at(70) }] });
    expect(remark).toContain(`Cache queue may have lost writes: ${because}.`);
  });

  test('an execution that took it up again does not vouch for what it has not seen', async () => {
    expect((await closing({ hold: {} })).remark).toMatch(/^That the databases came .* no proof of its own\./);
  });
});

test('an interruption between record and closing is made up for by a second call', async () => {
  const { task, ledger, clock } = aClosing();
  ledger.current = aHeldRole({ lease: { owner: 'execution-1', expiresAt: at(999) } });
  ledger.interruptBefore('role');
  await expect(task(someSteps())).rejects.toThrow('interrupted');
  expect(ledger.current.openRun?.id).toBe('run-1');
  const first = ledger.runs.get('run-1');
  clock.pass(10);
  await task(someSteps());
  expect(ledger.runs.get('run-1')).toEqual({ ...first, endedAt: at(210) });
  expect(ledger.current).not.toHaveProperty('openRun');
});

test('a second call, after an answer that was lost, gives that answer and writes nothing', async () => {
  const { task, ledger, clock } = aClosing();
  const report = await task(someSteps());
  const doings = [...ledger.doings];
  clock.pass(10);
  expect(await task(someSteps())).toEqual(report);
  expect(ledger.doings).toEqual(doings);
});

test('an execution that lost the run to another one writes nothing', async () => {
  const { task, ledger } = aClosing();
  await expect(task(someSteps({ claim: aClaim({ owner: 'execution-2' }) }))).rejects.toThrow(LeaseLost);
  await expect(task(someSteps({ claim: aClaim({ run: 'run-2' }) }))).rejects.toThrow(LeaseLost);
  expect(ledger.doings).toEqual([]);
});

test('a run without a record is not closed silently', async () => {
  const { task, ledger } = aClosing();
  ledger.runs.clear();
  await expect(task(someSteps())).rejects.toThrow(NotFound);
  expect(ledger.current.openRun?.id).toBe('run-1');
});
