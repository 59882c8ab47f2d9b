import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { median } from './median';

/*
 * `node --import tsx test/bench/command.ts`: how long the operator's command takes to say its help, beside a Node that does nothing
 * and one that loads the parser alone. In turns, since absolute times drift; the ratio is what can be compared.
 */
const RUNS = 15;
const MOST = 2;

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'firebackup-command-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

spawnSync(process.execPath, [join(ROOT, 'bin', 'build-firebackup.js')], { stdio: 'inherit' });
const parser = join(folder, 'parser.mjs');
writeFileSync(
  parser,
  `import ${JSON.stringify(pathToFileURL(join(ROOT, 'node_modules/commander/esm.mjs')))};`,
);

const taken = (args: readonly string[]): number => {
  const from = performance.now();
  const { status } = spawnSync(process.execPath, [...args], { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}, expected 0`);
  return performance.now() - from;
};

const rounds = Array.from({ length: RUNS }, () => ({
  nothing: taken(['-e', '0']),
  parser: taken([parser]),
  help: taken([join(ROOT, 'bin', 'firebackup.js'), '--help']),
}));
const of = (name: keyof (typeof rounds)[number]) => median(rounds.map((one) => one[name]));
const ratio = median(rounds.map(({ parser: alone, help }) => help / alone));
console.log(`node -e 0 ${of('nothing').toFixed(0)} ms, with the parser ${of('parser').toFixed(0)} ms`);
console.log(
  `firebackup --help ${of('help').toFixed(0)} ms, ${ratio.toFixed(2)} times that; expected at most ${MOST}`,
);
process.exitCode = ratio <= MOST ? 0 : 1;
