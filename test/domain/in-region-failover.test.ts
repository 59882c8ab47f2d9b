import { inRegionFailoverSince } from '../../lib/domain/in-region-failover';
import { at } from '../helpers/at';

const event = (seconds: number, message: string, categories = ['failover']) => ({
  at: at(seconds),
  message,
  categories,
});
const started = (seconds: number) => event(seconds, 'Multi-AZ instance failover started.');
const completed = (seconds: number) => event(seconds, 'Multi-AZ instance failover completed');

test.each([
  ['nothing happened', [], undefined],
  ['it began', [started(0)], at(0)],
  ['it began and ended', [started(0), completed(70)], undefined],
  ['the end was told first', [completed(70), started(0)], undefined],
  ['it ended and began again', [started(0), completed(70), started(90)], at(90)],
  [
    'DNS was all that was left to do',
    [
      started(0),
      event(60, 'Multi-AZ failover to standby complete - DNS propagation may take a few minutes.'),
    ],
    undefined,
  ],
  [
    'a person asked for it in vain',
    [started(0), event(5, 'User requested failover abandoned because one has just occurred')],
    undefined,
  ],
  ['it was activated meanwhile', [started(0), event(30, 'Multi-AZ instance activation started')], at(0)],
  ['something else of that name began', [event(0, 'backup failover started', ['backup'])], undefined],
])('when %s', (_, events, since) => {
  expect(inRegionFailoverSince(events, at(120))).toBe(since);
});

test('one that has not ended after ten minutes mends nothing any more', () => {
  expect(inRegionFailoverSince([started(0)], at(600))).toBe(at(0));
  expect(inRegionFailoverSince([started(0)], at(601))).toBeUndefined();
});
