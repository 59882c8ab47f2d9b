import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

jest.setTimeout(60_000);

const rehearse = (...words: readonly string[]) =>
  spawnSync(
    process.execPath,
    [
      createRequire(import.meta.url).resolve('tsx/cli'),
      join(import.meta.dirname, '..', '..', 'operator', 'rehearse.ts'),
      ...words,
    ],
    { encoding: 'utf8' },
  );

test.each([
  ['report.pdf', 'expected a file that ends in .html or .md, found report.pdf'],
  ['report', 'expected a file that ends in .html or .md, found report'],
  ['no-such-folder/report.html', 'expected a file in a folder that exists and can be written'],
])('a report that cannot be kept, as %s, is bad input before anything starts', (file, because) => {
  const { status, stdout, stderr } = rehearse('--report', file);

  expect(status).toBe(2);
  expect(stderr).toContain(because);
  expect(stdout).toBe('');
});
