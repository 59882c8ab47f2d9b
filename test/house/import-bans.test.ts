import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

const BANNED: readonly [file: string, imported: string][] = [
  ['lib/domain/role.ts', '../aws/ledger'],
  ['lib/domain/verdict.ts', '../plan/plan'],
  ['lib/domain/evidence.ts', 'node:fs'],
  ['lib/plan/plan.ts', '../aws/ledger'],
  ['lib/aws/ledger.ts', '../plan/plan'],
  ['lib/aws/databases.ts', '../../lambdas/close-run/task'],
  ['lib/postgres/connect.ts', '@aws-sdk/client-rds'],
  ['lib/page/account.ts', '../aws/ledger'],
  ['lib/status/ran.ts', '../../operator/command/read-ledger'],
  ['lib/status-page/document.ts', '../../lambdas/serve-health/task'],
  ['lib/stacks/primary-stack.ts', '@aws-sdk/client-rds'],
  ['lib/stacks/recovery-stack.ts', '../aws/databases'],
  ['lib/constructs/workflow.ts', '../../lambdas/close-run/handler'],
  ['lambdas/close-run/task.ts', '@aws-sdk/client-s3'],
  ['lambdas/take-lease/task.ts', './handler'],
  ['lambdas/serve-health/task.ts', '../../operator/status/status-text'],
  ['operator/rehearse.ts', '@aws-sdk/client-sfn'],
  ['operator/report-text.ts', '../lib/stacks/primary-stack'],
  ['operator/commands/status.ts', '../../rehearsal/world'],
  ['operator/doctor/look-at-caches.ts', '@aws-sdk/client-elasticache'],
  ['operator/machines/follow.ts', '../../lambdas/runtime/shapes'],
  ['rehearsal/world.ts', '../lib/stacks/primary-stack'],
  ['rehearsal/region.ts', '../operator/rehearse'],
];

const ALLOWED: readonly [file: string, imported: string][] = [
  ['lib/plan/deployment.ts', '../domain/failover-decision'],
  ['lib/aws/caches.ts', '../domain/role'],
  ['lib/status/read-status.ts', '../aws/ledger'],
  ['lib/status-page/header.ts', '../page/markup'],
  ['lib/stacks/witness-stack.ts', '../plan/plan'],
  ['lib/stacks/ledger-stack.ts', 'aws-cdk-lib'],
  ['lib/constructs/task-function.ts', '../../lambdas/runtime/contract'],
  ['lambdas/abandon-run/task.ts', '../../lib/domain/run'],
  ['lambdas/close-run/handler.ts', '../../lib/aws/ledger'],
  ['operator/commands/runs.ts', '../../lib/aws/ledger'],
  ['operator/play.ts', '../rehearsal/scenario'],
  ['rehearsal/scenario.ts', '../lib/aws/ledger'],
];

/** The files that the linter refuses the imports of, were they all to stand in a house of the same rooms. */
function refusedFiles(): ReadonlySet<string> {
  const house = realpathSync(mkdtempSync(join(tmpdir(), 'house-')));
  try {
    const rules = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(join(house, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }));
    for (const [file, imported] of [...BANNED, ...ALLOWED]) {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), `import * as it from '${imported}';\nconsole.log(it);\n`);
    }
    const biome = join(ROOT, 'node_modules', '.bin', 'biome');
    const limits = ['--max-diagnostics=none', '--reporter=github'];
    const { stdout } = spawnSync(biome, ['lint', ...limits], { cwd: house, encoding: 'utf8' });
    const refusals = stdout.split('\n').filter((line) => line.includes('noRestrictedImports'));
    return new Set(refusals.map((line) => relative(house, /file=([^,]+)/.exec(line)?.[1] ?? house)));
  } finally {
    rmSync(house, { recursive: true });
  }
}

const refused = refusedFiles();

test.each(BANNED)('%s may not import %s', (file) => {
  expect(refused).toContain(file);
});

test.each(ALLOWED)('%s may import %s', (file) => {
  expect(refused).not.toContain(file);
});

test('tasks and contracts know of lib/aws nothing but types', () => {
  const files = globSync('lambdas/*/{task,contract}.ts', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(40);
  const offenders = files.filter((file) =>
    /^import (?!type ).*lib\/(aws|postgres)\//m.test(readFileSync(join(ROOT, file), 'utf8')),
  );
  expect(offenders).toEqual([]);
});
