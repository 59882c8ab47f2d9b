import { latestOf } from '../../lib/domain/recovery-point';
import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary, replicated } from './a-world';

jest.setTimeout(60_000);

const check = (world: World, place: 'primary' | 'recovery', name: string) =>
  world.region(place).start('wal-check', name, {}).result as Promise<{
    readonly sighted: { readonly databases: readonly { readonly position?: object }[] };
    readonly judged: { readonly verdicts: readonly { readonly provider: string; readonly state: string }[] };
  }>;

test('each region says where its own database stands, and records what can be recovered from what it has', async () => {
  const world = await aWorld();
  try {
    await replicated(world);
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
