import { Metrics } from '@aws-lambda-powertools/metrics';
import { measureInto } from '../../lambdas/runtime/publish-metrics';

// Powertools has a console of its own otherwise, which no test sees.
process.env.POWERTOOLS_DEV = 'true';
process.env.POWERTOOLS_METRICS_DISABLED = 'false';

/** What goes out to CloudWatch, as the log lines that it reads figures from. */
function publishing(work: (metrics: Metrics) => void): readonly Record<string, unknown>[] {
  const lines: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line) => lines.push(line));
  try {
    work(new Metrics({ namespace: 'FireBackup', serviceName: 'measure-queues' }));
  } finally {
    log.mockRestore();
  }
  return lines.map((line) => JSON.parse(line));
}

const dimensionsOf = (line: Record<string, unknown> | undefined) =>
  (line?._aws as { CloudWatchMetrics: { Dimensions: string[][] }[] } | undefined)?.CloudWatchMetrics[0]
    ?.Dimensions;

test('a figure has the dimension of the function, and goes out with the others', () => {
  const [only, ...others] = publishing((metrics) => {
    measureInto(metrics)('SchedulesSilent', 1, 'Count');
    measureInto(metrics)('SchedulesUnknown', 2, 'Count');
    metrics.publishStoredMetrics();
  });
  expect(others).toEqual([]);
  expect(only).toMatchObject({ service: 'measure-queues', SchedulesSilent: 1, SchedulesUnknown: 2 });
  expect(dimensionsOf(only)).toEqual([['service']]);
});

test('figures with dimensions of their own are series of their own, and leave none of them behind', () => {
  const [first, second, last] = publishing((metrics) => {
    const measure = measureInto(metrics);
    measure('QueueWaiting', 3, 'Count', { cache: 'queue' });
    measure('QueueWaiting', 0, 'Count', { cache: 'other' });
    measure('Plain', 1, 'Count');
    metrics.publishStoredMetrics();
  });
  expect(first).toMatchObject({ service: 'measure-queues', cache: 'queue', QueueWaiting: 3 });
  expect(second).toMatchObject({ cache: 'other', QueueWaiting: 0 });
  for (const one of [first, second])
    expect(dimensionsOf(one)?.map((set) => [...set].sort())).toEqual([['cache', 'service']]);
  expect(dimensionsOf(last)).toEqual([['service']]);
  expect(last).not.toHaveProperty('cache');
});
