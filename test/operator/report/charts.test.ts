import { measuresChart } from '../../../operator/report/charts/measures-chart';
import { headOf, placeMoments } from '../../../operator/report/charts/moments';
import { writesChart } from '../../../operator/report/charts/writes-chart';

const widthsOf = (svg: string, look: string): number[] =>
  [...svg.matchAll(new RegExp(`<rect class="${look}"[^>]* width="([\\d.]+)"`, 'g'))].map(([, width]) =>
    Number(width),
  );

test('a measured time that passes its objective passes the mark, and a loss of nothing is still drawn', () => {
  const { content } = measuresChart(
    [
      { name: 'over', seconds: 90, objectiveSeconds: 60, tone: 'bad' },
      { name: 'nothing', seconds: 0, objectiveSeconds: 60, tone: 'good' },
    ],
    720,
  );
  const marks = [...content.text.matchAll(/class="objective" d="M([\d.]+)/g)].map(([, x]) => Number(x));

  expect(widthsOf(content.text, 'bad')[0]).toBeGreaterThan(marks[0] ?? 0);
  expect(widthsOf(content.text, 'good')).toEqual([3]);
});

test('a gap is drawn from the last write before it to the first one after it, and no write into it', () => {
  const course = {
    slotSeconds: 1,
    regions: [
      { region: 'here', counts: [10, 10, 0, 0] },
      { region: 'there', counts: [0, 0, 0, 10] },
    ],
    longestGap: { from: 1.5, to: 3.5 },
  };
  const { text } = writesChart(course, [], 442).content;
  // 400 px for 4 s, from 30 on.
  const [gap] = /<rect class="gap" x="180" [^>]*width="200"/.exec(text) ?? [];
  const [, here = ''] = /<path class="first" d="([^"]*)"/.exec(text) ?? [];
  const [, there = ''] = /<path class="second" d="([^"]*)"/.exec(text) ?? [];
  const xs = (path: string) => [...path.matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));

  expect(gap).toBeDefined();
  expect(text).toContain('2.00 s without a write');
  expect(Math.max(...xs(here))).toBe(180);
  expect(Math.min(...xs(there))).toBe(380);
});

test('names of moments that would lie on each other go on lines of their own', () => {
  const near = placeMoments(
    [
      { at: 10, what: 'killed' },
      { at: 12, what: 'alarm' },
      { at: 300, what: 'killed' },
    ],
    (at) => at,
    400,
  );

  expect(near.map(({ level }) => level)).toEqual([0, 1, 0]);
  expect(headOf(near)).toBeGreaterThan(headOf(placeMoments([], (at) => at, 400)));
});
