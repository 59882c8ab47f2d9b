import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { makeBundlesIn } from '../../lib/constructs/bundle';
import { median } from './median';

/*
 * `node --import tsx test/bench/imports.ts`: how large the functions are as they are deployed, and how long a fresh Node takes
 * to load them, beside the usual bundle: one client of AWS and the libraries' own middlewares, by esbuild as it comes. One
 * after the other in the same minute, since absolute times drift; the ratio is what can be compared.
 */
const LIMIT_BYTES = 300_000;
const GOAL = 0.55;
const LOOKS = 3;
const RUNS = 15;
const SLOWEST = 3;

const folder = mkdtempSync(join(tmpdir(), 'firebackup-imports-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));

const bundles = join(folder, 'bundles');
makeBundlesIn(bundles);
const usual = join(folder, 'usual.mjs');
buildSync({
  entryPoints: [join(import.meta.dirname, 'usual-function.ts')],
  outfile: usual,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  minify: true,
  // Some of what it bundles is CommonJS, which asks for Node's modules when it runs.
  banner: {
    js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
  },
  logLevel: 'error',
});

const functions = readdirSync(bundles).map((name) => {
  const file = join(bundles, name, 'index.js');
  return { name, file, bytes: statSync(file).size };
});
const bySize = functions.toSorted((a, b) => b.bytes - a.bytes);
const kilobytes = (bytes: number) => `${Math.round(bytes / 1_000)} kB`;
const small = functions.filter(({ bytes }) => bytes <= LIMIT_BYTES);
console.log(`${functions.length} functions, ${small.length} of them at most ${kilobytes(LIMIT_BYTES)}`);
console.log(`  largest  ${bySize.slice(0, 5).map(inWords).join(', ')}`);
console.log(`  middle   ${kilobytes(median(functions.map(({ bytes }) => bytes)))}`);
console.log(`  smallest ${bySize.slice(-1).map(inWords).join()}`);

function inWords({ name, bytes }: { name: string; bytes: number }): string {
  return `${name} ${kilobytes(bytes)}`;
}

const looked = functions.map((one) => ({
  ...one,
  millis: median(Array.from({ length: LOOKS }, () => loaded(one.file))),
}));
const slowest = looked.toSorted((a, b) => b.millis - a.millis).slice(0, SLOWEST);
const reference: number[] = [];
const runs = slowest.map(({ name, file }) => ({
  name,
  file,
  millis: [] as number[],
  ratios: [] as number[],
}));
for (let run = 0; run < RUNS; run += 1) {
  for (const { file, millis, ratios } of runs) {
    const beside = loaded(usual);
    const own = loaded(file);
    reference.push(beside);
    millis.push(own);
    ratios.push(own / beside);
  }
}
console.log(`to load, medians of ${RUNS} pairs`);
console.log(
  `${median(reference).toFixed(1).padStart(8)} ms  the usual bundle, ${kilobytes(statSync(usual).size)}`,
);
for (const { name, millis, ratios } of runs) {
  console.log(
    `${median(millis).toFixed(1).padStart(8)} ms  ${name}: ${median(ratios).toFixed(2)} of the usual, goal at most ${GOAL}`,
  );
}

/** Milliseconds that a fresh Node takes to load a file, itself aside. */
function loaded(file: string): number {
  const script = `const begun = performance.now(); import(${JSON.stringify(file)}).then(() => {
    process.stdout.write(String(performance.now() - begun), () => process.exit());
  });`;
  const said = execFileSync(process.execPath, ['-e', script], {
    env: { AWS_REGION: 'us-west-2', POWERTOOLS_LOG_LEVEL: 'SILENT' },
  });
  return Number(said);
}
