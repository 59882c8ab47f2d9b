import { latestOf } from '../../lib/domain/recovery-point';
import { waitUntil } from '../../rehearsal/engines/wait-until';
import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary, replicated } from './a-world';

const check = (world: World, place: 'primary' | 'recovery', name: string) =>
  world.region(place).start('wal-check', name, {}).result as Promise<{
    readonly sighted: { readonly databases: readonly { readonly position?: object }[] };
    readonly judged: { readonly verdicts: readonly { readonly provider: string; readonly state: string }[] };
  }>;

/** The first segments have arrived in the archives of both regions; before that there is nothing to recover from. */
const shipped = (world: World) =>
  waitUntil(
    async () => {
      const windows = await Promise.all(
        [...world.cloud.rds.values()].map(async ({ operations }) => {
          const answer = (await operations.DescribeDBInstanceAutomatedBackups?.({
            DBInstanceIdentifier: world.deployment.databases[0]?.primary.instance,
          })) as {
            DBInstanceAutomatedBackups?: { RestoreWindow?: { LatestTime?: Date } }[];
          };
          return answer.DBInstanceAutomatedBackups?.some(({ RestoreWindow }) => RestoreWindow?.LatestTime);
        }),
      );
      return windows.every(Boolean);
    },
    { withinMs: 30_000, otherwise: () => 'no backups arrived' },
  );

test('each region says where its own database stands, and records what can be recovered from what it has', async () => {
  const world = await aWorld();
  try {
    await replicated(world);
    await shipped(world);
    const primary = await check(world, 'primary', 'in-primary');
    const recovery = await check(world, 'recovery', 'in-recovery');

    expect(primary.sighted.databases[0]?.position).toMatchObject({
      role: 'primary',
      timeline: 1,
      lsn: expect.stringMatching(/^[0-9A-F]+\/[0-9A-F]+$/),
      lastHeartbeatAt: expect.any(String),
    });
    expect(recovery.sighted.databases[0]?.position).toMatchObject({
      role: 'standby',
      replayLagBytes: expect.any(Number),
      lastHeartbeatAt: expect.any(String),
    });
    expect(primary.judged.verdicts.map(({ provider }) => provider)).toEqual(['automated-backups']);
    expect(recovery.judged.verdicts).toContainEqual(
      expect.objectContaining({ provider: 'live-replica', state: 'fresh', rpo: 'met' }),
    );
    const points = await world.ledger.recoveryPoints();
    const replica = points.find(({ kind }) => kind === 'live-replica');
    expect(replica).toMatchObject({ store: 'main', region: 'us-west-2' });
    expect(replica && latestOf(replica)).toBeDefined();
  } finally {
    await world.end();
  }
});

test('when the primary region is lost, the other one goes on saying what it has', async () => {
  const world = await aWorld();
  try {
    await losePrimary(world);
    const { judged } = await check(world, 'recovery', 'after-the-loss');
    expect(judged.verdicts).toContainEqual(
      expect.objectContaining({ provider: 'live-replica', state: 'fresh' }),
    );
  } finally {
    await world.end();
  }
});
