import { Unreachable } from '../../lib/domain/errors';
import { Client } from '../../rehearsal/client';
import { numbersIn } from '../../rehearsal/database-pair';
import type { RegionSettings } from '../../rehearsal/region';
import type { World } from '../../rehearsal/world';
import { aWorld, replicated } from './a-world';

const RUN = 'planned';
const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

/** A world whose clients write all along; both are ended whatever comes of it. */
async function writing(
  work: (world: World, client: Client) => Promise<void>,
  around?: RegionSettings['around'],
): Promise<void> {
  const world = await aWorld(around);
  const client = new Client(world);
  try {
    await replicated(world);
    client.start();
    await pause(300);
    await work(world, client);
  } finally {
    await client.stop();
    await world.end();
  }
}

const switchOver = (world: World, input: object = {}) =>
  world.region('recovery').start('switchover', RUN, { trigger: 'test', ...input }).result;

const acknowledgedSince = (client: Client, moment: number) =>
  client.writers.map(({ writes }) => writes.filter((one) => (one.acknowledgedAt ?? 0) > moment).length);

/** Whether the application's role can log in on a side, read past any gate. */
async function mayLogIn(world: World, side: 'primary' | 'standby'): Promise<boolean> {
  const { server } = world.engines.databases[side];
  const { rows } = await server.query<{ may: boolean }>(
    `SELECT rolcanlogin AS may FROM pg_roles WHERE rolname = 'application'`,
  );
  return rows[0]?.may === true;
}

test('a switchover loses no acknowledged write, and leaves the old side closed', () =>
  writing(async (world, client) => {
    expect(await switchOver(world)).toMatchObject({ report: { remark: 'Nothing was lost.' } });
    await pause(200);
    await client.stop();

    const { databases } = world.engines;
    const surviving = await numbersIn(databases.standby, databases.databaseName);
    const acknowledged = client.database.writes.filter((one) => one.acknowledgedAt !== undefined);
    expect(new Set(acknowledged.map(({ region }) => region))).toEqual(new Set(['us-east-1', 'us-west-2']));
    expect(acknowledged.filter(({ number }) => !surviving.has(number))).toEqual([]);

    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 2 });
    expect(await world.ledger.run(RUN)).toMatchObject({ workflow: 'switchover', outcome: 'done' });
    expect((await world.ledger.run(RUN))?.judgements).toContainEqual(
      expect.objectContaining({ measure: 'database RPO', judged: 'met', measuredSeconds: 0 }),
    );
    expect(await mayLogIn(world, 'standby')).toBe(true);
    expect(await mayLogIn(world, 'primary')).toBe(false);
  }));

test('a standby that does not catch up in time undoes everything, and clients write again', () =>
  writing(async (world, client) => {
    await world.engines.databases.primary.server.freezeReplication();
    await expect(switchOver(world)).rejects.toThrow('main has replayed to');
    const undone = Date.now();
    await pause(500);

    for (const count of acknowledgedSince(client, undone)) expect(count).toBeGreaterThan(0);
    expect(await mayLogIn(world, 'primary')).toBe(true);
    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-east-1', epoch: 1 });
    expect(await world.ledger.role()).not.toHaveProperty('openRun');
    expect(await world.ledger.run(RUN)).toMatchObject({ outcome: 'abandoned' });
    expect(world.calls.get('RDS.PromoteReadReplica')).toBeUndefined();
    const another = world.region('recovery').start('switchover', 'another', { trigger: 'test' });
    await expect(another.result).rejects.toThrow('run planned (switchover) was abandoned at');
  }));

test('a region that is lost while its writes are blocked is given up with what is closed, for a failover to take over', () => {
  let world: World | undefined;
  return writing(
    async (live) => {
      world = live;
      await expect(switchOver(live)).rejects.toThrow('roles may still be closed in us-east-1');
      const run = await live.ledger.run(RUN);
      expect(run).toMatchObject({ outcome: 'abandoned' });
      expect(run?.because).toContain('{"order":"release","run":"planned"}');
      expect(await live.ledger.role()).not.toHaveProperty('openRun');
    },
    async ({ workflow, state }, run) => {
      const answer = await run();
      if (workflow === 'write-access' && state === 'PauseCaches') await world?.losePrimary();
      return answer;
    },
  );
});

test('while the primary does not replicate, nothing is blocked', () =>
  writing(async (world, client) => {
    await world.engines.databases.primary.server.freezeReplication();
    world.clock.advance(60);
    await expect(switchOver(world)).rejects.toThrow('its primary is dead or does not replicate');
    expect(await world.ledger.run(RUN)).toMatchObject({ workflow: 'switchover', outcome: 'refused' });
    expect(client.database.writes.filter(({ failure }) => failure)).toEqual([]);
  }));

test('a ledger that goes away in the write gap leaves nobody without a word of what is closed', () => {
  const gone = new Set(['AwaitReplay', 'ReleaseHold', 'AbandonRunHeld', 'RecordStandstill']);
  return writing(
    async (world) => {
      await expect(switchOver(world)).rejects.toThrow('the ledger is silent');
      const [, held, unrecorded, ...rest] = world.region('recovery').topic.announcements;
      expect(held?.subject).toBe('FireBackup: a switchover stands still and writes may be blocked');
      expect(held?.message).toContain('the application may be kept out of us-east-1');
      expect(unrecorded?.subject).toBe('FireBackup: a run stands still and could not be recorded');
      expect(unrecorded?.message).toContain('start it again with run set to planned');
      expect(rest).toEqual([]);
    },
    ({ state }, run) => {
      if (gone.has(state)) throw new Unreachable('the ledger is silent');
      return run();
    },
  );
});
