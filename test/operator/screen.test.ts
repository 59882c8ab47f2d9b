import { atBothEnds, labelled, PLAIN, part } from '../../operator/command/screen';

const screen = (columns: number) => ({ ...PLAIN, columns });
const SENTENCE = 'the region that is lost is fenced, as well as it can be';

test('a text stands beside its label, and goes on beside it', () => {
  expect(labelled(screen(40), ['next', SENTENCE])).toEqual([
    '  next        the region that is lost is',
    '                fenced, as well as it',
    '                can be',
  ]);
});

test('a label that is longer than its column does not run into its text', () => {
  expect(labelled(screen(80), ['ap-northeast-1 is', 'up'], { width: 13 })).toEqual([
    '  ap-northeast-1 is up',
  ]);
});

test('where there is no room beside a label, its text stands below it', () => {
  const lines = labelled(screen(40), ['to 2026-03-01T12:00:00.000Z', SENTENCE], { width: 29 });
  expect(lines[0]).toBe('  to 2026-03-01T12:00:00.000Z');
  expect(lines[1]).toMatch(/^ {4}the region/);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
});

test('where there is no room beside a label, what goes on below the first text stands as far in as that', () => {
  const [label, first] = labelled(screen(30), ['points', SENTENCE], { width: 13 });
  const [next] = labelled(screen(30), ['', SENTENCE], { width: 13 });
  expect(label).toBe('  points');
  expect(next).toBe(first);
});

test('what does not fit at both ends of a line stands on two', () => {
  expect(atBothEnds(screen(20), 'left', 'right')).toEqual([`left${' '.repeat(11)}right`]);
  expect(atBothEnds(screen(8), 'left', 'right')).toEqual(['left', 'right']);
});

test('a part without lines is none, and a title is no wider than the screen', () => {
  expect(part(screen(40), 'a title', [])).toEqual([]);
  expect(part(screen(12), 'a long title', ['  a line'])).toEqual(['', 'a long title', '  a line']);
  expect(part(screen(8), 'a long title', ['  a line'])).toEqual(['', 'a long', '  title', '  a line']);
});
