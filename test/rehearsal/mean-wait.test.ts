import { meanWaitSeconds } from '../../rehearsal/mean-wait';

test.each([
  ['waits that stay the same', { IntervalSeconds: 30, MaxAttempts: 40, BackoffRate: 1 }, 30],
  ['waits that double', { IntervalSeconds: 2, MaxAttempts: 3, BackoffRate: 2 }, (2 + 4 + 8) / 3],
  [
    'waits that grow to a limit',
    { IntervalSeconds: 100, MaxAttempts: 4, BackoffRate: 2, MaxDelaySeconds: 300 },
    (100 + 200 + 300 + 300) / 4,
  ],
  ['what the language means where the file is silent', {}, (1 + 2 + 4) / 3],
  ['a retrier that never retries', { MaxAttempts: 0 }, 0],
])('%s are their mean', (_, retrier, expected) => {
  expect(meanWaitSeconds(retrier)).toBeCloseTo(expected);
});
