import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApprovalRequest } from '../../lib/domain/approval';
import { BadInput } from '../../operator/command/endings';
import { recoverNow } from '../../operator/commands/recover-now';
import { recoveryPoints } from '../../operator/commands/recovery-points';
import { runShow } from '../../operator/commands/run-show';
import { runs } from '../../operator/commands/runs';
import { aRecoveryPoint, aWindow, provenOn } from '../helpers/a-recovery-point';
import { aRestoreOrder } from '../helpers/a-restore-order';
import { aRun } from '../helpers/a-run';
import { anAnswerJudged } from '../helpers/an-answer';
import { anApprovalRequest } from '../helpers/an-approval';
import { at } from '../helpers/at';
import { aDesk, type TestDesk } from './a-desk';

const restored = {
  run: 'restore-1',
  execution: 'restore-1',
  trigger: 'invoices were deleted',
  region: 'us-west-2',
  startedAt: at(200),
  outcome: 'restored' as const,
  order: aRestoreOrder(),
  endpoint: { host: 'restored.example.com', port: 5432 },
};
const drilled = {
  run: 'drill-1',
  execution: 'drill-1',
  trigger: 'by schedule',
  region: 'us-west-2',
  startedAt: at(100),
  outcome: 'failed' as const,
  because: 'one is disproven',
  drilled: [
    {
      store: 'main',
      kind: 'snapshot' as const,
      point: 'a-snapshot',
      outcome: 'disproven' as const,
      because: 'a table is missing',
    },
  ],
  waiting: [{ store: 'queue', kind: 'cache-backup' as const, because: 'no hours are left' }],
};

async function aDeskWithHistory(columns = 80): Promise<TestDesk> {
  const desk = aDesk({ seconds: 300, columns });
  await desk.truth.writeRun(
    aRun({
      outcome: 'incomplete',
      because: 'the cache queue did not follow; the API was not confirmed',
      endedAt: at(90),
      phases: [{ name: 'promote', startedAt: at(40), endedAt: at(80), seconds: 40 }],
      judgements: [
        { measure: 'database RPO', judged: 'met', objectiveSeconds: 60, measuredSeconds: 12 },
        { measure: 'API RTO', judged: 'unknown', objectiveSeconds: 900, because: 'nobody answered' },
      ],
    }),
  );
  await desk.truth.writeRestore(restored);
  await desk.truth.writeDrill(drilled);
  return desk;
}

const wordsOf = (lines: readonly string[]) => lines.join(' ').replace(/ +/g, ' ');
const widthOf = (lines: readonly string[]) => Math.max(...lines.map((line) => line.length));

test('runs of every kind are listed, the newest first, with why they did not end well', async () => {
  const { lines, data } = await runs(await aDeskWithHistory(), { limit: 20 });
  expect((data as { runs: { id: string }[] }).runs.map(({ id }) => id)).toEqual([
    'restore-1',
    'drill-1',
    'run-1',
  ]);
  expect(wordsOf(lines)).toContain('3 min ago drill failed drill-1, in us-west-2 one is disproven');
});

test('what is not shown is said', async () => {
  const { lines, data } = await runs(await aDeskWithHistory(), { limit: 1 });
  expect(data).toMatchObject({ notShown: 2 });
  expect(lines.join('\n')).toContain('2 more: firebackup runs --limit 3');
});

test.each([
  [
    'run-1',
    'bad',
    [
      'failover run-1, us-east-1 to us-west-2',
      'outcome incomplete because the cache queue did not follow the API was not confirmed',
      'promote 40.000 s',
      'met database RPO: 12.00 s of 60 s',
      'unknown API RTO: not measured of 15 min: nobody answered',
    ],
  ],
  ['restore-1', 'fine', ['reach it at restored.example.com:5432', 'set off by invoices were deleted']],
  [
    'drill-1',
    'bad',
    ['disproven snapshot of main, a-snapshot: a table is missing', 'queue cache-backup: no'],
  ],
] as const)('run show %s tells how it ended', async (id, news, expected) => {
  const told = await runShow(await aDeskWithHistory(), { id, document: false });
  expect(told.news).toBe(news);
  for (const part of expected) expect(wordsOf(told.lines)).toContain(part);
});

/** What `run-1` asked before it went on, or did not. */
async function aDeskWithQuestion(overrides: Partial<ApprovalRequest> = {}): Promise<TestDesk> {
  const desk = await aDeskWithHistory();
  await desk.truth.requestApproval(anApprovalRequest(overrides));
  return desk;
}

test.each([
  [undefined, `answered by nobody; after ${at(3_727)} no answer is taken`],
  [{ answer: 'approve', by: 'ada', at: at(190) }, `answered yes, by ada, at ${at(190)}`],
  [{ answer: 'reject', by: 'grace', at: at(190) }, `answered no, by grace, at ${at(190)}`],
] as const)(
  'run show tells what was asked, of whom, until when, and the answer %j',
  async (answered, expected) => {
    const desk = await aDeskWithQuestion(answered && { answered });
    const { lines, data } = await runShow(desk, { id: 'run-1', document: false });
    const words = wordsOf(lines);
    for (const part of [
      `asked at ${at(127)} by mail; the plan names ${desk.plan.notify} now`,
      `good until ${at(3_727)}`,
      'hash abc in epoch 1',
      'against it the plan asks for approval',
      'it would fence us-east-1',
      'fencing known only when it is tried',
      'exp. loss 130.0 s of writes when it asked',
      expected,
    ])
      expect(words).toContain(part);
    const { token, ...asked } = anApprovalRequest(answered && { answered });
    expect((data as { approval: object }).approval).toEqual(asked);
    expect(JSON.stringify({ lines, data })).not.toContain(token);
  },
);

test('a run that nobody was asked for shows no approval', async () => {
  const { lines, data } = await runShow(await aDeskWithHistory(), { id: 'run-1', document: false });
  expect(lines).not.toContain('Approval');
  expect(data).toMatchObject({ approval: undefined });
});

test('a run that waits for its answer is shown by its question, and has no report yet', async () => {
  const desk = await aDeskWithQuestion({ run: 'run-2', objections: [] });
  const { lines, news } = await runShow(desk, { id: 'run-2', document: false });
  expect(news).toBe('fine');
  expect(lines[0]).toBe('run run-2: it asked, and the ledger has no more of it');
  expect(wordsOf(lines)).toContain('it would fence us-east-1');
  await expect(runShow(desk, { id: 'run-2', document: false, report: 'run-2.html' })).rejects.toThrow(
    'nor of a run that has only asked',
  );
});

test('the document of a run is what the evidence bucket has, and no more', async () => {
  const { lines } = await runShow(await aDeskWithQuestion(), { id: 'run-1', document: true });
  expect(lines).not.toContain('Approval');
});

test('the report of a run has its approval', async () => {
  const desk = await aDeskWithQuestion();
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-report-'));
  try {
    await runShow(desk, { id: 'run-1', document: false, report: join(folder, 'run.md') });
    expect(readFileSync(join(folder, 'run.md'), 'utf8')).toContain('## The approval');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the document of a run is the one that is kept beside its data', async () => {
  const { lines } = await runShow(await aDeskWithHistory(), { id: 'run-1', document: true });
  expect(lines).toContain('# Run run-1: failover us-east-1 to us-west-2');
});

test('a run and a drill can be written as a page or as Markdown, and nothing else', async () => {
  const desk = await aDeskWithHistory();
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-report-'));
  try {
    const shown = (id: string, file: string) =>
      runShow(desk, { id, document: false, report: join(folder, file) });
    await shown('run-1', 'run.html');
    await shown('drill-1', 'drill.md');
    expect(readFileSync(join(folder, 'run.html'), 'utf8')).toContain('Run: failover run-1');
    expect(readFileSync(join(folder, 'drill.md'), 'utf8')).toContain('# Drill: drill-1 in ');
    await expect(shown('run-1', 'run.pdf')).rejects.toThrow(
      'expected a file that ends in .html or .md, found',
    );
    await expect(shown('restore-1', 'restore.html')).rejects.toThrow('of a restore there is no report');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a run that is not there is asked for by a wrong name', async () => {
  const shown = runShow(await aDeskWithHistory(), { id: 'run-2', document: false });
  await expect(shown).rejects.toThrow(BadInput);
  await expect(shown).rejects.toThrow('no run run-2 in the ledger');
});

test('recovery points are listed with their ids, their proofs and their holes', async () => {
  const desk = aDesk({ seconds: 300 });
  const old = aRecoveryPoint({ takenAt: at(-100), id: 'old' });
  await desk.truth.recordRecoveryPoint(old);
  await desk.truth.recordProof(old, provenOn(at(200)));
  await desk.truth.recordRecoveryPoint(aWindow({ store: 'queue', holes: ['nothing from 1 to 2'] }));
  const { lines, news } = await recoveryPoints(desk, {});
  const words = wordsOf(lines);
  expect(news).toBe('fine');
  expect(words).toContain(`to ${at(-100)} snapshot in us-east-1, proven at ${at(200)} old`);
  expect(words).toContain('never restored');
  expect(words).toContain('hole: nothing from 1 to 2');
  const own = await recoveryPoints(desk, { store: 'queue' });
  expect((own.data as { points: object[] }).points).toHaveLength(1);
});

test('nothing to recover from is bad news, and an unknown store a mistake', async () => {
  expect(await recoveryPoints(aDesk(), {})).toMatchObject({ news: 'bad' });
  await expect(recoveryPoints(aDesk(), { store: 'mian' })).rejects.toThrow('expected one of main, queue');
});

test.each([
  ['met', 100, 'fine', ['if us-east-1 is lost', 'not counted on: a copy that failed']],
  ['missed', 100, 'bad', ['RPO missed: it was 12 s behind']],
  ['met', 4000, 'bad', ['this was answered 66 min ago']],
] as const)('an answer that is %s after %i s is %s news', async (judged, seconds, news, expected) => {
  const desk = aDesk({ seconds });
  await desk.truth.writeAnswer(anAnswerJudged(judged));
  const told = await recoverNow(desk);
  expect(told.news).toBe(news);
  for (const part of expected) expect(wordsOf(told.lines)).toContain(part);
});

test('no answer at all is unknown, and bad news', async () => {
  const { lines, news } = await recoverNow(aDesk());
  expect(news).toBe('bad');
  expect(lines[0]).toContain('unknown: answer-recovery');
});

test.each([40, 80, 200])('no line is wider than %i columns', async (columns) => {
  const desk = await aDeskWithHistory(columns);
  await desk.truth.requestApproval(anApprovalRequest());
  await desk.truth.writeAnswer(anAnswerJudged('met'));
  for (const { lines } of [
    await runs(desk, { limit: 20 }),
    await recoverNow(desk),
    await runShow(desk, { id: 'run-1', document: false }),
    await runShow(desk, { id: 'drill-1', document: false }),
  ])
    expect(widthOf(lines)).toBeLessThanOrEqual(columns);
});
