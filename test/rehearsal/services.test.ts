import { settingsToAsk } from '../../lib/domain/database-settings';
import type { World } from '../../rehearsal/world';
import { aWorld, losePrimary } from './a-world';

async function inWorld(body: (world: World) => Promise<void>): Promise<void> {
  const world = await aWorld();
  try {
    await body(world);
  } finally {
    await world.end();
  }
}

const servicesIn = (world: World, place: 'primary' | 'recovery') => {
  const found = world.cloud.compute.get(world.settings.plan.regions[place]);
  if (!found) throw new Error(`no compute in the ${place} region`);
  return found;
};

const sizesIn = (world: World, place: 'primary' | 'recovery') =>
  Object.fromEntries([...servicesIn(world, place).services].map(([name, { running }]) => [name, running]));

/** The run's record, after the machine ended one way or the other. */
async function failedOver(world: World) {
  await world.startFailover('run-1', 'a test');
  await world
    .region('recovery')
    .states.executions.get('run-1')
    ?.result.catch(() => undefined);
  return world.ledger.run('run-1');
}

test('the region that takes over gets the sizes that the lost one had', () =>
  inWorld(async (world) => {
    await world.region('primary').invoke('record-capacity');
    expect(sizesIn(world, 'recovery')).toEqual({ 'firebackup-api': 1, 'firebackup-workers': 0 });
    await losePrimary(world);
    expect(await failedOver(world)).toMatchObject({ outcome: 'done' });
    expect(sizesIn(world, 'recovery')).toEqual({ 'firebackup-api': 3, 'firebackup-workers': 2 });
  }));

test('services that find no room do not hold the databases up, and the run says which they are', () =>
  inWorld(async (world) => {
    await world.region('primary').invoke('record-capacity');
    servicesIn(world, 'recovery').startsTasks = false;
    await losePrimary(world);
    const run = await failedOver(world);
    expect(run).toMatchObject({ outcome: 'incomplete' });
    expect(run?.because).toContain('firebackup-api runs 1 of 3 tasks');
    expect(run?.because).toContain('firebackup-workers runs 0 of 2 tasks');
    expect((await world.ledger.role()).activeRegion).toBe(world.settings.plan.regions.recovery);
  }));

test('a promoted database is kept as the plan says', () =>
  inWorld(async (world) => {
    await losePrimary(world);
    await failedOver(world);
    const [database] = world.settings.plan.databases;
    const instance = database && world.cloud.rds.get('us-west-2')?.instances.get(database.recovery.instance);
    if (!database || !instance) throw new Error('no promoted instance');
    const { MultiAZ, BackupRetentionPeriod, PreferredBackupWindow, DBParameterGroups, DeletionProtection } =
      instance.describe();
    const now = {
      multiAz: MultiAZ ?? false,
      backupRetentionDays: BackupRetentionPeriod ?? 0,
      backupWindow: PreferredBackupWindow ?? '',
      parameterGroup: DBParameterGroups?.[0]?.DBParameterGroupName ?? '',
      deletionProtection: DeletionProtection ?? false,
    };
    expect(settingsToAsk(now, { ...database, ...database.recovery })).toEqual({});
  }));
