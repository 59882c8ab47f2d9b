import { backupText } from '../../operator/backup-text';
import { Backups } from '../../rehearsal/backups/backups';
import { findRedis } from '../../rehearsal/engines/redis-binary';
import type { BackupReport } from '../../rehearsal/report';
import { examplePlan } from './a-world';

async function rehearsed(): Promise<BackupReport> {
  const rehearsal = new Backups({ scenario: 'backup', plan: examplePlan(), compression: 1000 });
  try {
    for (const { run } of rehearsal.steps) await run(() => undefined);
    return rehearsal.report();
  } finally {
    await rehearsal.end();
  }
}

test('recovery points are made, restored to the second, proven, and found out when they are damaged', async () => {
  const report = await rehearsed();
  const found = Object.fromEntries(
    report.checks.map(({ title, outcome, found }) => [title, [outcome, found]]),
  );

  expect(report.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
  expect(found['restore to a chosen moment']).toEqual(['held', expect.stringContaining('0 are missing')]);
  expect(found['drill of snapshot-copy']?.[0]).toBe('held');
  expect(found['drill of automated-backups-copy']?.[0]).toBe('held');
  expect(found['drill of wal-archive']?.[0]).toBe('held');
  const hasRedis = 'found' in (await findRedis());
  expect(found['drill of cache-backup-copy']?.[0]).toBe(hasRedis ? 'held' : undefined);
  expect(found['the disproven snapshot is deleted']?.[0]).toBe('held');
  expect(found['a damaged snapshot is disproven']?.[1]).toContain('client.writes cannot be read');
  expect(found['the last proven snapshot is not deleted']?.[1]).toContain('the last proven point of main');
  expect(report.verdict).toBe('met');
  expect(backupText(report)).toContain('checks held');
});
