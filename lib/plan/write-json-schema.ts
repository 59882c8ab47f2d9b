import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planJsonSchema } from './json-schema';

/* Editors read the plan's schema from a file; `--check` fails when that file is older than the code. */
const file = join(import.meta.dirname, 'firebackup.schema.json');
const current = `${JSON.stringify(planJsonSchema(), null, 2)}\n`;

if (!process.argv.includes('--check')) {
  writeFileSync(file, current);
} else if (readFileSync(file, 'utf8') !== current) {
  console.error('lib/plan/firebackup.schema.json is out of date: run npm run schema');
  process.exitCode = 1;
}
