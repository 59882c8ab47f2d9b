import { earliest, instant, latest, secondsAfter, secondsBetween } from '../../lib/domain/instant';
import { at } from '../helpers/at';

test('seconds between two moments keep their fraction and their sign', () => {
  expect(secondsBetween(at(0), at(1.25))).toBe(1.25);
  expect(secondsBetween(at(1.25), at(0))).toBe(-1.25);
});

test('a moment some seconds later is written like every other', () => {
  expect(secondsAfter('2026-02-28T23:59:59.500Z', 1)).toBe('2026-03-01T00:00:00.500Z');
  expect(instant(new Date(at(3)))).toBe(at(3));
});

test('the earliest and the latest are found by time, not by spelling', () => {
  const moments = ['2026-03-01T12:00:00.500Z', '2026-03-01T12:00:00Z', '2026-03-01T11:59:59.999Z'];
  expect(earliest(moments)).toBe('2026-03-01T11:59:59.999Z');
  expect(latest(moments)).toBe('2026-03-01T12:00:00.500Z');
  expect([earliest([]), latest([])]).toEqual([undefined, undefined]);
});
