import { createRequire } from 'node:module';
import type { IBufferLine, Terminal } from '@xterm/headless';

// The package is CommonJS that Node cannot tell the names of.
const emulator: typeof import('@xterm/headless') = createRequire(import.meta.url)('@xterm/headless');

/** What a terminal was sent, and when: seconds from the start. */
export interface Chunk {
  readonly at: number;
  readonly text: string;
}

/** Text of one look. */
export interface Span {
  readonly text: string;
  readonly bold: boolean;
  readonly dim: boolean;
  /** The number of one of the 16 colours, if it has one. */
  readonly colour?: number;
}

export type Row = readonly Span[];

/** All rows from the first one on, as they stood from a moment on. */
export interface Frame {
  readonly at: number;
  readonly rows: readonly Row[];
}

const COLUMNS = 80;
/** Programs redraw by erasing first: what is overwritten within so many seconds, nobody has seen. */
const SEEN_AFTER = 0.05;
const SPINNER = /[⠁-⣿]/gu;

/** What a person would have seen in a terminal, by the very emulator that editors have. A spinner stands still. */
export async function framesOf(chunks: readonly Chunk[]): Promise<readonly Frame[]> {
  const terminal = new emulator.Terminal({
    cols: COLUMNS,
    rows: 60,
    scrollback: 500,
    allowProposedApi: true,
  });
  const frames: Frame[] = [];
  for (const [index, { at, text }] of chunks.entries()) {
    await new Promise<void>((done) => terminal.write(text, done));
    const next = chunks[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    if (next - at < SEEN_AFTER) continue;
    const rows = rowsOf(terminal);
    if (JSON.stringify(rows) !== JSON.stringify(frames.at(-1)?.rows)) frames.push({ at, rows });
  }
  terminal.dispose();
  return frames;
}

function rowsOf(terminal: Terminal): readonly Row[] {
  const { active } = terminal.buffer;
  const rows = Array.from({ length: active.length }, (_, y) => {
    const line = active.getLine(y);
    return line ? spansOf(line) : [];
  });
  return rows.slice(0, rows.findLastIndex((row) => row.length > 0) + 1);
}

function spansOf(line: IBufferLine): Row {
  const columns = line.translateToString(true).length;
  const spans: Span[] = [];
  for (let x = 0; x < columns; x += 1) {
    const cell = line.getCell(x);
    if (!cell) break;
    const look = {
      bold: cell.isBold() > 0,
      dim: cell.isDim() > 0,
      ...(cell.isFgPalette() && { colour: cell.getFgColor() }),
    };
    const text = (cell.getChars() || ' ').replaceAll(SPINNER, '⠿');
    const last = spans.at(-1);
    if (last && alike(last, look)) spans[spans.length - 1] = { ...last, text: last.text + text };
    else spans.push({ text, ...look });
  }
  return spans;
}

const alike = (one: Span, other: Omit<Span, 'text'>): boolean =>
  one.bold === other.bold && one.dim === other.dim && one.colour === other.colour;
