import { instant } from '../../lib/domain/instant';
import { withSession } from '../../lib/postgres/connect';
import { databaseNames } from '../../lib/postgres/contents';
import { databaseStore } from '../../rehearsal/database-pair';
import { APPLICATION_DOOR } from '../../rehearsal/local-engines';
import type { World } from '../../rehearsal/world';
import { aWorld, beat, replicated } from './a-world';

// Each look at what is not there yet is logged; here that would bury the report.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const HERE = 'us-west-2';
let world: World;
afterEach(() => world.end());

/** A world with heartbeats, and with a snapshot of them in both regions. */
async function aWorldWithSnapshot(): Promise<void> {
  world = await aWorld();
  await snapshot();
}

async function snapshot(): Promise<void> {
  const { databases } = world.engines;
  const store = await databaseStore(databases.primary.gate.port(APPLICATION_DOOR), databases.databaseName);
  await store.write(1);
  store.close();
  await replicated(world);
  const due = instant(world.clock.now());
  await world.region('primary').start('snapshot', 'snapshot-1', { policy: 'every-four-hours', due }).result;
}

const machine = (name: 'restore' | 'drill', execution: string, input: object) =>
  world.region('recovery').start(name, execution, input).result;
const copyProof = async () =>
  (await world.ledger.recoveryPoints()).find(({ kind }) => kind === 'snapshot-copy')?.proof;

test('a drill restores the copy in the recovery region, reads it, proves it, and removes it', async () => {
  await aWorldWithSnapshot();
  await machine('drill', 'drill-1', {});
  const record = await world.ledger.drill('drill-1');
  expect(record).toMatchObject({ outcome: 'done', region: HERE });
  expect(record?.drilled).toMatchObject([
    {
      kind: 'snapshot-copy',
      outcome: 'proven',
      usableSeconds: expect.any(Number),
      contents: { doubts: [], unknowns: [] },
    },
  ]);
  expect(await copyProof()).toMatchObject({ outcome: 'proven', run: 'drill-1' });
  expect(world.calls.get('RDS.RestoreDBInstanceFromDBSnapshot')).toBe(1);
  expect(world.calls.get('RDS.DeleteDBInstance')).toBe(1);
  expect(await world.ledger.holds()).toEqual([]);
});

test('a restore stands beside what is live, can be read, and stays when scratch is swept', async () => {
  await aWorldWithSnapshot();
  await beat(world);
  await machine('restore', 'restore-1', { store: 'main', trigger: 'a test' });
  const record = await world.ledger.restore('restore-1');
  expect(record).toMatchObject({ outcome: 'restored', contents: { outcome: 'sound' } });
  world.clock.advance(48 * 3600);
  await world.region('recovery').invoke('sweep-scratch');
  const { host = '', port = 0 } = record?.endpoint ?? {};
  const endpoint = { host, port, databaseName: 'postgres', user: 'postgres' };
  expect(await withSession(endpoint, {}, databaseNames)).toContain('firebackup');
  expect(world.calls.has('RDS.DeleteDBInstance')).toBe(false);
});

test('a snapshot whose pages are damaged is disproven, and is restored from then on only by its name', async () => {
  await aWorldWithSnapshot();
  const copy = (await world.ledger.recoveryPoints()).find(({ kind }) => kind === 'snapshot-copy');
  await world.cloud.rds.get(HERE)?.damageSnapshot(copy?.id ?? '');
  await expect(machine('drill', 'drill-1', {})).rejects.toThrow(
    /1 of 1 recovery points are disproven: .*client\.writes cannot be read: invalid page/,
  );
  expect(await copyProof()).toMatchObject({ outcome: 'disproven', run: 'drill-1' });
  expect(world.calls.get('RDS.DeleteDBInstance')).toBe(1);

  await expect(machine('restore', 'restore-1', { store: 'main' })).rejects.toThrow(
    /is disproven; name a point/,
  );
  const named = machine('restore', 'restore-2', { store: 'main', point: copy?.id });
  await expect(named).rejects.toThrow(
    /it is kept, and its contents are doubted: client\.writes cannot be read/,
  );
  expect(await world.ledger.restore('restore-2')).toMatchObject({ outcome: 'doubted', endpoint: {} });
});

test('what a killed drill left behind is swept when its time has come, and not before', async () => {
  world = await aWorld(async ({ state }, run) => {
    if (state === 'RemoveScratch') throw new Error('this execution was killed');
    return run();
  });
  await snapshot();
  await machine('drill', 'drill-1', {});
  expect((await world.ledger.drill('drill-1'))?.drilled?.[0]?.left).toContain('this execution was killed');

  const swept = () => world.region('recovery').invoke('sweep-scratch');
  expect(await swept()).toMatchObject({ swept: [{ outcome: 'kept' }] });
  world.clock.advance(world.deployment.drill.scratchExpiresAfter);
  expect(await swept()).toMatchObject({ swept: [{ outcome: 'going' }] });
  expect(world.calls.get('RDS.DeleteDBInstance')).toBe(1);
});
