import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { emptyScan } from '../../lib/domain/wal/archive-scan';
import { archiveScanner } from '../../lib/domain/wal/archive-scanner';
import { segmentName } from '../../lib/domain/wal/segment-name';

/*
 * `node --import tsx test/bench/wal-archive.ts`: what the scan of a WAL archive costs, beside a bare pass over the same
 * listing that only reads the names, sizes and times and keeps nothing. Two listings: S3's own answer, 1,000 objects of
 * XML to a page, cut by the plainest search for its tags; and, harder than any real one, bare names split at line ends.
 * Absolute times are this machine's; the ratio is what can be compared.
 */
const NAMES = 1_000_000;
const PAGE = 1_000;
const RUNS = 5;
const SEGMENT_BYTES = 2 ** 24;
const GOAL = 3;
const MEGABYTE = 2 ** 20;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

type See = (name: string, bytes?: number, at?: string) => void;
type Reading = (page: Buffer, see: See) => void;

const NAMINGS: readonly [what: string, nameAt: (index: number) => string][] = [
  ['plain, no gap', (index) => segmentName(1, index + 1, SEGMENT_BYTES)],
  [
    'zst, 1,000 gaps',
    (index) => `${segmentName(1, index + 1 + Math.floor(index / 1_000), SEGMENT_BYTES)}.zst`,
  ],
  [
    'all twice',
    (index) => segmentName(1, 1 + Math.floor(index / 2), SEGMENT_BYTES) + (index % 2 === 0 ? '' : '.gz'),
  ],
  ['foreign', (index) => `00000001/${String(index).padStart(12, '0')}.tmp`],
];
const LISTINGS: readonly [what: string, write: (names: readonly string[]) => string, read: Reading][] = [
  ['XML of S3', inXml, readXml],
  ['lines', (names) => names.join('\n'), readLines],
];

console.log(`${NAMES} names, medians of ${RUNS} runs; goal for S3's XML: at most ${GOAL} × the bare pass`);
console.log('  bare ms   scan ms   ratio   peak MB   kept MB  listing');
for (const [listing, write, read] of LISTINGS) {
  for (const [naming, nameAt] of NAMINGS) {
    const pages = pagesOf(nameAt, write);
    const bareRuns = medians(() => bare(pages, read));
    const scanRuns = medians(() => scanned(pages, read));
    const ratio = scanRuns.millis / bareRuns.millis;
    if (listing === 'XML of S3' && ratio > GOAL) process.exitCode = 1;
    const figures = [
      bareRuns.millis.toFixed(1).padStart(9),
      scanRuns.millis.toFixed(1).padStart(9),
      ratio.toFixed(2).padStart(7),
      scanRuns.peak.toFixed(1).padStart(9),
      scanRuns.kept.toFixed(2).padStart(9),
    ];
    console.log(`${figures.join(' ')}  ${listing}, ${naming}`);
  }
}

function bare(pages: readonly Buffer[], read: Reading) {
  let length = 0;
  const see = (name: string) => {
    length += name.length;
  };
  return measured(
    pages,
    (page) => read(page, see),
    () => length,
  );
}

function scanned(pages: readonly Buffer[], read: Reading) {
  const scanner = archiveScanner(emptyScan(SEGMENT_BYTES));
  return measured(pages, (page) => read(page, scanner.see), scanner.scan);
}

/** Time; what the heap held at most above its level before, looked at after each page; and what is left of it. */
function measured(pages: readonly Buffer[], pass: (page: Buffer) => void, end: () => unknown) {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let highest = before;
  let millis = 0;
  for (const page of pages) {
    const begun = performance.now();
    pass(page);
    millis += performance.now() - begun;
    highest = Math.max(highest, process.memoryUsage().heapUsed);
  }
  const result = end();
  collectGarbage();
  const kept = process.memoryUsage().heapUsed - before;
  if (result === undefined) throw new Error('a pass without a result is no pass');
  return { millis, peak: (highest - before) / MEGABYTE, kept: kept / MEGABYTE };
}

/** One run to warm up, then the medians of the others. */
function medians(run: () => ReturnType<typeof measured>) {
  run();
  const runs = Array.from({ length: RUNS }, run);
  const middle = (figures: number[]) => figures.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
  return {
    millis: middle(runs.map(({ millis }) => millis)),
    peak: middle(runs.map(({ peak }) => peak)),
    kept: middle(runs.map(({ kept }) => kept)),
  };
}

/** Outside the heap, so that the listing itself does not count as memory of the pass. */
function pagesOf(nameAt: (index: number) => string, write: (names: readonly string[]) => string): Buffer[] {
  return Array.from({ length: NAMES / PAGE }, (_, page) =>
    Buffer.from(write(Array.from({ length: PAGE }, (_, index) => nameAt(page * PAGE + index)))),
  );
}

function inXml(names: readonly string[]): string {
  const rest = `<LastModified>2026-03-01T12:00:00.000Z</LastModified><Size>${SEGMENT_BYTES}</Size>`;
  return names.map((name) => `<Contents><Key>${name}</Key>${rest}</Contents>`).join('');
}

function readXml(page: Buffer, see: See): void {
  const text = page.toString('latin1');
  let from = 0;
  const next = (tag: string) => {
    const begin = text.indexOf(`<${tag}>`, from) + tag.length + 2;
    from = text.indexOf('</', begin);
    return text.slice(begin, from);
  };
  while (text.indexOf('<Contents>', from) >= 0) {
    const name = next('Key');
    const at = next('LastModified');
    see(name, Number(next('Size')), at);
  }
}

function readLines(page: Buffer, see: See): void {
  for (const name of page.toString('latin1').split('\n')) see(name);
}
