import { scenarioRow } from '../../operator/scenario-row';
import { aDoneFailover, aRegionLossReport } from '../helpers/a-region-loss-report';

const database = { mostAtOnce: 1, bothSeconds: 0, overlaps: [] } as const;

test('two caches that took writes of clients side by side are told of, one is not', () => {
  const cache = { mostAtOnce: 2, bothSeconds: 6.1, overlaps: [] } as const;
  const { remarks } = scenarioRow('partition-keep', aRegionLossReport({ writable: { database, cache } }));
  expect(remarks).toContain('2 caches took writes of clients at one instant, for 6.10 s');
  const one = scenarioRow('region-loss', aRegionLossReport({ writable: { database, cache: database } }));
  expect(one.remarks.join()).not.toContain('caches took');
});

test('what a run expected to lose is a bound only where it could judge the loss', () => {
  const judged = (outcome: 'met' | 'missed' | 'unknown') =>
    scenarioRow(
      'region-loss',
      aRegionLossReport({
        failover: aDoneFailover({
          judgements: [{ measure: 'database RPO', judged: outcome, objectiveSeconds: 60 }],
        }),
      }),
    ).mayHaveLostMore;
  expect(judged('unknown')).toBe(true);
  expect(judged('missed')).toBe(true);
  expect(judged('met')).toBe(false);
});
