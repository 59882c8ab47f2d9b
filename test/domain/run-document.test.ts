import { runDocument } from '../../lib/domain/run-document';
import { aFinishedRun } from '../helpers/a-finished-run';
import { aRun } from '../helpers/a-run';
import { aSituation } from '../helpers/a-situation';
import { anEvidence } from '../helpers/an-evidence';

test('the verdict comes first, and what is not known comes last', () => {
  const text = runDocument(aFinishedRun());
  const order = [
    '**Done.**',
    '## Who and why',
    '## Objectives',
    '## Phases',
    '## Fences',
    '## What was seen',
    '## What was lost',
    '## What is not known',
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(text).toMatch(/database RPO: not measured, so neither met nor missed/);
});

test('what was not measured is never called met', () => {
  expect(runDocument(aFinishedRun())).toContain('| database RPO | unknown | 60 s | not measured |');
});

test('an incomplete run says each thing that did not follow', () => {
  const text = runDocument(
    aFinishedRun({
      outcome: 'incomplete',
      because: 'cache queue was not promoted; workers were not resumed',
    }),
  );
  expect(text).toContain('**Incomplete.**');
  expect(text).toContain('- cache queue was not promoted\n- workers were not resumed');
});

test('each fence is told with how and since when, and what is unfenced stands out', () => {
  expect(runDocument(aFinishedRun())).toMatch(/\| database main \| held \| security-group \| .* \| 2026-/);
  const fence = {
    fences: [{ component: 'database', id: 'main', outcome: 'unfenced', because: 'no answer' }],
  };
  expect(runDocument(aFinishedRun({}, { fence }))).toContain(
    '| database main | **unfenced** | – | no answer | unknown |',
  );
});

test('evidence of every vantage point is told, and what broke among the steps', () => {
  const situation = { ...aSituation(), evidence: [anEvidence('witness', 'down')] };
  const workers = { Error: 'NotReady', Cause: 'no capacity' };
  const text = runDocument(aFinishedRun({ evidence: { situation, steps: { workers } } }));
  expect(text).toMatch(/\| witness \| api \| down \| 13 \|/);
  expect(text).toContain('- NotReady: no capacity');
});

test('what an unfenced side may have taken is not known', () => {
  const fence = {
    fences: [{ component: 'database', id: 'main', outcome: 'unfenced', because: 'no answer' }],
  };
  const unknown = runDocument(aFinishedRun({}, { fence })).split('## What is not known')[1];
  expect(unknown).toContain('- Whether anybody wrote to database main of us-east-1 after it was left');
  expect(unknown).toContain('- Which writes were lost');
});

test('lost writes are told as a failback counted them, and silence is not nothing', () => {
  expect(runDocument(aFinishedRun())).toContain('Not counted by this run.');
  const lostWrites = [
    {
      database: 'main',
      outcome: 'read' as const,
      tables: [{ table: 'public.jobs', rows: 3 }],
      rows: 3,
      unread: [],
      walBytes: 9,
    },
  ];
  expect(runDocument(aFinishedRun({ evidence: { lostWrites } }))).toContain(
    'main: at least 3 rows (3 in public.jobs)',
  );
});

test('of a run that was refused before anything was looked at it says that little', () => {
  const text = runDocument(
    aRun({ outcome: 'refused', because: 'failover is paused by ada', evidence: undefined }),
  );
  expect(text).toContain('**Refused.** Nothing was changed:\n\n- failover is paused by ada');
  expect(text).toContain('The situation that was decided on is not in the record.');
});
