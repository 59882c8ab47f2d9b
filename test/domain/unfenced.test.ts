import type { Fence } from '../../lib/domain/fence';
import { SELF_FENCED_SECONDS } from '../../lib/domain/isolation';
import { afterFencing, type WhenUnfenced } from '../../lib/domain/unfenced';
import { at } from '../helpers/at';

const main = { component: 'database', id: 'main' } as const;
const queue = { component: 'cache', id: 'queue' } as const;
const held: Fence = { ...main, outcome: 'held', how: 'replica', because: 'it is a replica' };
const leaking: Fence = { ...main, outcome: 'unfenced', because: 'sg-fence admits 10.0.0.0/8' };
const silent: readonly Fence[] = [main, queue].map((target) => ({
  ...target,
  outcome: 'unfenced',
  silent: true,
  because: 'no answer',
}));

const after = (fences: readonly Fence[], rule: WhenUnfenced, second = 5, approvedBy?: string) =>
  afterFencing(fences, rule, { openedAt: at(0), approvedBy, now: at(second) });

test.each(['promote', 'stop', 'wait'] as const)('what is fenced may be promoted beside: %s', (rule) => {
  expect(after([held], rule)).toEqual({ next: 'promote', fences: [held] });
});

test.each([
  ['promote', undefined, 'promote'],
  ['stop', undefined, 'stop'],
  ['stop', 'ada', 'promote'],
  ['wait', undefined, 'wait'],
  ['wait', 'ada', 'wait'],
] as const)('a silent region with %s, approved by %s: %s', (rule, approvedBy, next) => {
  expect(after(silent, rule, 5, approvedBy).next).toBe(next);
});

test.each([
  [undefined, 'stop'],
  ['ada', 'promote'],
] as const)('nobody waits for a region that answers; approved by %s: %s', (approvedBy, next) => {
  expect(after([leaking], 'wait', 5, approvedBy).next).toBe(next);
  expect(after([leaking], 'wait', SELF_FENCED_SECONDS, approvedBy).next).toBe(next);
});

test('who is stopped hears of every reason and of the plan', () => {
  expect(after([leaking], 'stop')).toEqual({
    next: 'stop',
    because:
      'database main: sg-fence admits 10.0.0.0/8; the plan says stop, so start the run again with approvedBy set to a name',
  });
  expect(after([leaking], 'wait')).toMatchObject({
    because: expect.stringContaining('; the plan waits for silent regions only, so start'),
  });
});

test('the wait ends at one moment, however late it is asked for', () => {
  expect(after(silent, 'wait', SELF_FENCED_SECONDS - 0.001).next).toBe('wait');
  expect(after(silent, 'wait', SELF_FENCED_SECONDS).next).toBe('promote');
  expect(after(silent, 'wait', 10 * SELF_FENCED_SECONDS).next).toBe('promote');
});

test('what was waited for is not called held, and says until when', () => {
  expect(after(silent, 'wait', SELF_FENCED_SECONDS)).toEqual({
    next: 'promote',
    fences: [main, queue].map((target) => ({
      ...target,
      outcome: 'unfenced',
      silent: true,
      because: `no answer; it was waited for until ${at(SELF_FENCED_SECONDS)}, by when the region has fenced itself if its guard runs`,
    })),
  });
});
