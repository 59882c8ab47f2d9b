import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest's `globalSetup`: a folder for what several test files would make alike; `forget-templates.ts` removes it. */
export default function keepTemplates(): void {
  process.env.SYNTHESIZED = mkdtempSync(join(tmpdir(), 'firebackup-templates-'));
}
