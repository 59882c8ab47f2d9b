import { properties } from '../../../lib/page/colours';
import { html, Markup } from '../../../lib/page/markup';
import type { Frame, Row, Span } from './frames';

const CELL = 8.4;
const LINE = 19;
const EDGE = 16;
const COLUMNS = 80;

/** Of the 16 colours, those that the command speaks in. */
const COLOURS: Readonly<Record<number, string>> = { 1: 'bad', 2: 'good', 3: 'unknown', 4: 'first' };

/*
 * Without an animation, which readers may have asked for, what stands at the end is there and nothing else: so it is for a
 * viewer that knows none. It plays once: a picture that goes on moving beside a text keeps people from reading.
 */
const STYLE = new Markup(`
svg{${properties('light')}}
@media (prefers-color-scheme:dark){svg{${properties('dark')}}}
rect{fill:var(--card);stroke:var(--line)}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre;fill:var(--ink)}
.bold{font-weight:700}.dim{fill:var(--soft)}.bad{fill:var(--bad)}.good{fill:var(--good)}.unknown{fill:var(--unknown)}.first{fill:var(--first)}
.passing{visibility:hidden}
@keyframes unseen{from,to{visibility:hidden}}
@keyframes seen{from,to{visibility:visible}}
@media (prefers-reduced-motion:no-preference){
.staying{animation:unseen var(--from) 0s}
.passing{animation:seen var(--for) var(--from)}
}`);

/** One row as it stood for a while; without an end, to the last. Seconds. */
interface Stay {
  readonly y: number;
  readonly row: Row;
  readonly from: number;
  readonly to?: number;
}

/** A drawing that shows the last frame, and plays those before it at their own times. */
export function pictureOf(frames: readonly Frame[], title: string): string {
  const last = frames.at(-1);
  if (!last) throw new RangeError('a recording without a frame, expected at least one');
  const width = Math.ceil(COLUMNS * CELL) + 2 * EDGE;
  const height = last.rows.length * LINE + 2 * EDGE;
  const drawing = html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" xml:space="preserve">
<title>${title}</title>
<style>${STYLE}</style>
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>
${staysOf(frames).map(drawn)}</svg>
`;
  return drawing.text;
}

function staysOf(frames: readonly Frame[]): readonly Stay[] {
  const height = frames.at(-1)?.rows.length ?? 0;
  return Array.from({ length: height }, (_, y) => rowOverTime(frames, y)).flat();
}

function rowOverTime(frames: readonly Frame[], y: number): readonly Stay[] {
  const stays: Stay[] = [];
  for (const { at, rows } of frames) {
    const row = rows[y] ?? [];
    const before = stays.at(-1);
    if (before && JSON.stringify(before.row) === JSON.stringify(row)) continue;
    if (before) stays[stays.length - 1] = { ...before, to: at };
    stays.push({ y, row, from: at });
  }
  return stays.filter(({ row }) => row.length > 0);
}

function drawn({ y, row, from, to }: Stay): Markup {
  const cells = row.reduce((sum, { text }) => sum + [...text].length, 0);
  const top = EDGE + y * LINE + 14;
  const times =
    to === undefined
      ? `--from:${from.toFixed(2)}s`
      : `--from:${from.toFixed(2)}s;--for:${(to - from).toFixed(2)}s`;
  return html`<text x="${EDGE}" y="${top}" textLength="${(cells * CELL).toFixed(1)}" class="${to === undefined ? 'staying' : 'passing'}" style="${times}">${row.map(span)}</text>
`;
}

function span({ text, bold, dim, colour }: Span): Markup {
  const look = [bold && 'bold', dim && 'dim', colour !== undefined && COLOURS[colour]].filter(Boolean);
  return look.length > 0 ? html`<tspan class="${look.join(' ')}">${text}</tspan>` : html`${text}`;
}
