import { type Chunk, framesOf } from '../bench/recording/frames';
import { pictureOf } from '../bench/recording/picture';

const wordsOf = async (chunks: readonly Chunk[]) =>
  (await framesOf(chunks)).map(({ at, rows }) => ({
    at,
    rows: rows.map((row) => row.map(({ text }) => text).join('')),
  }));

test('what is drawn over at once was never seen, and what stood a while was', async () => {
  const seen = await wordsOf([
    { at: 0, text: '⠙ Fail over\r\n' },
    { at: 1, text: '\x1b[1A\x1b[2K' },
    { at: 1.01, text: '✔ Fail over: done\r\n' },
  ]);
  expect(seen).toEqual([
    { at: 0, rows: ['⠿ Fail over'] },
    { at: 1.01, rows: ['✔ Fail over: done'] },
  ]);
});

test('a spinner that turns is no news', async () => {
  const seen = await wordsOf([
    { at: 0, text: '⠙ Fail over' },
    { at: 1, text: '\r⠹ Fail over' },
  ]);
  expect(seen).toHaveLength(1);
});

test('rows keep their looks', async () => {
  const [frame] = await framesOf([{ at: 0, text: '\x1b[1mObjectives\x1b[22m\r\n\x1b[32mmet\x1b[39m RTO' }]);
  expect(frame?.rows).toEqual([
    [{ text: 'Objectives', bold: true, dim: false }],
    [
      { text: 'met', bold: false, dim: false, colour: 2 },
      { text: ' RTO', bold: false, dim: false },
    ],
  ]);
});

test('a drawing shows its end by itself, and plays what was before where motion is not declined', async () => {
  const frames = await framesOf([
    { at: 0, text: 'asks <nobody>' },
    { at: 2.5, text: '\r\x1b[2Kdone & over' },
  ]);
  const drawing = pictureOf(frames, 'a run');
  expect(drawing).toContain('class="passing" style="--from:0.00s;--for:2.50s">asks &lt;nobody&gt;</text>');
  expect(drawing).toContain('class="staying" style="--from:2.50s">done &amp; over</text>');
  const [always, moving = ''] = drawing.split('@media (prefers-reduced-motion:no-preference)');
  expect(always).toContain('.passing{visibility:hidden}');
  expect(always).not.toContain('animation:');
  expect(moving).toContain('animation:');
});
