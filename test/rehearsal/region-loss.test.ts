import { existsSync } from 'node:fs';
import { regionLoss } from '../../rehearsal/incidents/region-loss';
import type { RegionLossReport } from '../../rehearsal/report';
import type { ScenarioName } from '../../rehearsal/scenario';
import { examplePlan } from './a-world';

async function rehearsed(scenario: ScenarioName): Promise<RegionLossReport> {
  const rehearsal = regionLoss({ scenario, plan: examplePlan(), compression: 1000 });
  try {
    for (const { run } of rehearsal.steps) await run(() => undefined);
    return rehearsal.report();
  } finally {
    await rehearsal.end();
  }
}

test('a killed region is failed over by its alarm, and the old primary takes no write when it comes back', async () => {
  const report = await rehearsed('region-loss');

  expect(report.failover).toMatchObject({
    outcome: 'done',
    from: 'us-east-1',
    to: 'us-west-2',
    trigger: 'alarm RegionDown',
  });
  expect(report.failover.phases?.map(({ name }) => name)).toEqual([
    'detect',
    'decide',
    'fence',
    'promote',
    'verify',
    'scale',
    'traffic',
    'confirm',
  ]);
  expect(report.snapshot.points.map(({ kind, region }) => [kind, region])).toEqual([
    ['snapshot', 'us-east-1'],
    ['snapshot-copy', 'us-west-2'],
  ]);
  expect(report.fences.every(({ outcome }) => outcome === 'unfenced')).toBe(true);
  expect(report.oldPrimary).toMatchObject({ accepted: 0 });
  expect(report.oldPrimary.whileUp).toBeGreaterThan(0);
  expect(report.oldPrimary.fences.map(({ outcome }) => outcome)).toContain('held');
  expect(report.database.killToFirstWriteSeconds).toBeGreaterThan(0);
  expect(report.verdict).toBe('met');

  const { moments, steps, writes, probes, replication, writable } = report.course;
  const killedAt = moments.find(({ what }) => what === 'killed')?.at ?? Number.NaN;
  expect(moments.map(({ what }) => what)).toEqual(expect.arrayContaining(['killed', 'alarm']));
  expect(steps.map(({ title }) => title)).toContain('Fail over');
  const { from, to } = writes.database.longestGap ?? { from: 0, to: 0 };
  // To the millisecond; a machine that stood still may have made a longer one.
  expect(to - from).toBeGreaterThan((report.database.gapSeconds ?? Number.NaN) - 0.01);
  const count = writes.database.regions.flatMap(({ counts }) => counts).reduce((sum, one) => sum + one, 0);
  expect(count).toBe(report.database.acknowledged);
  for (const vantagePoint of ['recovery', 'witness'] as const) {
    const down = probes.find((one) => one.vantagePoint === vantagePoint && one.outcome === 'down');
    expect(down?.to).toBeGreaterThan(killedAt);
  }
  expect(replication.some(({ heartbeatAgeSeconds }) => heartbeatAgeSeconds !== undefined)).toBe(true);
  expect(writable.database.map(({ region, spans }) => [region, spans.length > 0])).toEqual([
    ['us-east-1', true],
    ['us-west-2', true],
  ]);
});

test('writes acknowledged while replication stood still are counted as lost, and found again on the old primary', async () => {
  const report = await rehearsed('lagging-replica');

  expect(report.database.lost).toBeGreaterThan(0);
  expect(Math.abs(report.database.lost - report.oldPrimary.rowsOnlyThere)).toBeLessThanOrEqual(1);
  // What an old primary took that nobody could fence, no run can tell: it says so, and the client's count decides.
  const rpo = report.judgements.find(({ measure }) => measure === 'database RPO');
  expect(rpo).toMatchObject({ judged: 'unknown', because: expect.stringMatching(/^at least \d/) });
  expect(report.failover.expectedLossSeconds).toBeGreaterThan(report.database.lostSeconds);
  // The standby never got them, and was looked at until it was promoted.
  expect(report.course.replication.at(-1)?.missingWrites).toBeGreaterThan(0);
  expect(report.verdict).toBe('met');
});

test('a rehearsal that is ended in the middle leaves no file behind', async () => {
  const rehearsal = regionLoss({ scenario: 'region-loss', plan: examplePlan(), compression: 1000 });
  const [build, start] = rehearsal.steps;
  await build?.run(() => undefined);
  const { folder } = rehearsal;
  expect(existsSync(folder)).toBe(true);
  await start?.run(() => undefined);
  await rehearsal.end();
  expect(existsSync(folder)).toBe(false);
});
