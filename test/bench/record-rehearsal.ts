import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chunk, type Frame, framesOf, type Row } from './recording/frames';
import { pictureOf } from './recording/picture';

/*
 * `npm run record`: rehearses in a real terminal, which `script` of util-linux provides, and draws what was to be seen there as
 * docs/rehearsal.svg. It shows one run as it came out. Drawn is all before the heading FENCES; that the rest is left out
 * is said in its last line.
 */
const ROOT = join(import.meta.dirname, '..', '..');
const FILE = join(ROOT, 'docs', 'rehearsal.svg');
const FENCES = 'Fences';
const LEFT_OUT = '… fences, recovery points, and what was not rehearsed';

const start = Date.now();
const chunks: Chunk[] = [{ at: 0, text: '$ npm run rehearse\r\n' }];
const terminal = spawn(
  'script',
  ['--quiet', '--return', '--command', 'stty cols 80 rows 60; npm run rehearse', '/dev/null'],
  { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
);
terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
  process.stdout.write(text);
  chunks.push({ at: (Date.now() - start) / 1000, text });
});
const [code] = await once(terminal, 'close');
if (code !== 0) throw new Error(`the rehearsal ended with ${code}, expected 0; nothing was recorded`);

const frames = (await framesOf(chunks)).map(shortened);
const day = new Date(start).toISOString().slice(0, 10);
writeFileSync(FILE, pictureOf(frames, `npm run rehearse in a terminal, ${day}, at the speed of the run`));

function shortened({ at, rows }: Frame): Frame {
  const fences = rows.findIndex((row) => textOf(row) === FENCES);
  if (fences === -1) return { at, rows };
  return { at, rows: [...rows.slice(0, fences), [{ text: LEFT_OUT, bold: false, dim: true }]] };
}

function textOf(row: Row): string {
  return row.map(({ text }) => text).join('');
}
