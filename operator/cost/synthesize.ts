import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CostedStack } from './template';

const ROOT = join(import.meta.dirname, '..', '..');
const SUFFIX = '.template.json';

/** A plan's stacks, made by the CDK app as `cdk synth` runs it, bundling nothing. @throws {Error} with what the app said */
export function synthesize(plan: string): readonly CostedStack[] {
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-cost-'));
  try {
    const context = {
      ...JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')).context,
      'aws:cdk:bundling-stacks': [],
      '@aws-cdk/core:validateAgainstDefaultRules': false,
      plan,
    };
    const { status, signal, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', join(ROOT, 'bin', 'app.ts')],
      {
        cwd: ROOT,
        encoding: 'utf8',
        env: { PATH: process.env.PATH, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
      },
    );
    if (signal) throw new Error(`${plan} was not synthesized: interrupted`);
    if (status !== 0) throw new Error(`${plan} could not be synthesized: ${stderr.trim()}`);
    return readdirSync(folder)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => ({
        name: file.slice(0, -SUFFIX.length),
        template: JSON.parse(readFileSync(join(folder, file), 'utf8')),
      }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
