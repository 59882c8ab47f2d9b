import { caughtInWords, pointBlamedBecause } from '../../lib/domain/caught';
import { drillFailedBecause } from '../../lib/domain/drill-judgement';
import type { Drilled } from '../../lib/domain/drill-record';
import { NOT_YET_ERRORS, REFUSED_ERRORS } from '../../lib/domain/errors';

const drilled = (outcome: Drilled['outcome'], because?: string): Drilled => ({
  store: 'main',
  kind: 'snapshot',
  point: 'a',
  outcome,
  because,
});

test.each<[string, readonly Drilled[], string | undefined]>([
  ['had nothing to restore', [], undefined],
  ['proved all', [drilled('proven')], undefined],
  [
    'proved some and could not restore others',
    [drilled('proven'), drilled('not drilled', 'a quota')],
    undefined,
  ],
  [
    'proved nothing',
    [drilled('not drilled', 'a quota'), drilled('not drilled', 'a throttle')],
    'none of 2 recovery points was proven: snapshot a of main: a quota; snapshot a of main: a throttle',
  ],
  [
    'disproved a point',
    [drilled('proven'), drilled('disproven', 'a corrupt page')],
    '1 of 2 recovery points are disproven: snapshot a of main: a corrupt page',
  ],
])('a drill that %s is judged so', (_, results, because) => {
  expect(drillFailedBecause(results)).toBe(because);
});

test('an error is told without what Step Functions wraps it in', () => {
  const wrapped = { Error: 'TerminalState', Cause: '{"errorType":"TerminalState","errorMessage":"a quota"}' };
  expect(caughtInWords(wrapped)).toBe('TerminalState: a quota');
  expect(caughtInWords({ Error: 'States.Timeout', Cause: '' })).toBe('States.Timeout: ');
  expect(caughtInWords({ Error: 'Odd', Cause: '{"a":1}' })).toBe('Odd: {"a":1}');
});

test('a point is blamed for a restore that failed, and for no other error that there is', () => {
  const errors = [...NOT_YET_ERRORS, ...REFUSED_ERRORS, 'States.Timeout', 'Lambda.Unknown', 'Error'];
  const blaming = errors.filter((name) => pointBlamedBecause({ Error: name, Cause: 'it failed' }));
  expect(blaming).toEqual(['RestoreFailed']);
  expect(pointBlamedBecause({ Error: 'RestoreFailed', Cause: '{"errorMessage":"it failed"}' })).toBe(
    'it failed',
  );
});
