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
  activation: { at: at(130) },
  confirmation: { at: at(190) },
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

test('phases run from the first bad probe to the confirmation, each to its slowest part', async () => {
  const { phases } = await aClosing().task(someSteps());
  expect(phases?.map(({ name, seconds }) => [name, seconds])).toEqual([
    ['detect', 30],
    ['decide', 1],
    ['fence', 9],
    ['promote', 60],
    ['verify', 20],
    ['traffic', 10],
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
