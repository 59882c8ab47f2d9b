import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import { nameErrors } from '../../lambdas/runtime/name-errors';
import { publishMetrics } from '../../lambdas/runtime/publish-metrics';
import { AccessDenied, NotReady } from '../../lib/domain/errors';

type OnError = (request: { error: unknown }) => unknown;

test.each([
  [new NotReady('still adding'), 'info: not yet: still adding'],
  [new AccessDenied('no'), 'warn: refused: no'],
  [new TypeError('a mistake'), 'error: failed'],
])('an error is logged at the level of its family, and goes on', (error, line) => {
  const lines: string[] = [];
  const level = (name: string) => (message: string) => lines.push(`${name}: ${message}`);
  const log = { info: level('info'), warn: level('warn'), error: level('error') } as unknown as Logger;
  expect((nameErrors(log).onError as OnError)({ error })).toBeUndefined();
  expect(lines).toEqual([line]);
});

test.each([
  [true, 2],
  [false, 0],
])('when something was measured (%p) it is published after success and after failure', (measured, times) => {
  let published = 0;
  const metrics = {
    hasStoredMetrics: () => measured,
    publishStoredMetrics: () => {
      published += 1;
    },
  } as unknown as Metrics;
  const { after, onError } = publishMetrics(metrics);
  (after as () => void)();
  (onError as () => void)();
  expect(published).toBe(times);
});
