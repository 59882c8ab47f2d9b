import { Client } from '../../rehearsal/client';
import { numbersIn } from '../../rehearsal/database-pair';
import { failOver, heartbeats, returnHome, startFailback } from './a-way-home';
import { aWorld } from './a-world';

const pause = (milliseconds: number) => new Promise<void>((resume) => setTimeout(resume, milliseconds));

test('after a failover the way home loses nothing, tells what the failover lost, and can be gone again', async () => {
  const world = await aWorld();
  const client = new Client(world);
  const stops: (() => void)[] = [];
  try {
    const { databases } = world.engines;
    client.start();
    await failOver(world, 'away', () => pause(300));
    stops.push(heartbeats(world, 'recovery'));
    await pause(300);
    const inRecovery = await numbersIn(databases.standby, databases.databaseName);
    await returnHome(world);
    const lost = [...(await numbersIn(databases.primary, databases.databaseName))].filter(
      (number) => !inRecovery.has(number),
    );
    expect(lost.length).toBeGreaterThan(0);

    await startFailback(world, 'home-1');
    await pause(500);
    stops.push(heartbeats(world, 'primary'));
    const run = await world.ledger.run('home');
    expect(run).toMatchObject({ workflow: 'failback', outcome: 'done', approvedBy: 'ada' });
    expect(run?.evidence).toMatchObject({
      lostWrites: [
        {
          database: 'main',
          outcome: 'read',
          rows: lost.length,
          tables: [{ table: 'client.writes', rows: lost.length }],
          unread: [],
        },
      ],
    });
    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-east-1', epoch: 3 });
    expect(await databases.primary.server.isInRecovery()).toBe(false);
    expect(await databases.standby.server.isInRecovery()).toBe(true);

    await pause(300);
    const home = await numbersIn(databases.primary, databases.databaseName);
    const acknowledged = client.database.writes.filter(
      ({ number, acknowledgedAt }) => acknowledgedAt !== undefined && number <= Math.max(...home),
    );
    const missing = acknowledged.filter(({ number }) => !home.has(number)).map(({ number }) => number);
    expect(missing.filter((number) => !lost.includes(number))).toEqual([]);
    expect(acknowledged.at(-1)?.region).toBe('us-east-1');

    const { kept: [kept] = [] } = (run?.evidence ?? {}) as { kept?: { arn: string }[] };
    await startFailback(world, 'home-2', { deleteOldPrimary: kept?.arn });
    const snapshots = world.cloud.rds.get('us-east-1')?.snapshots.all() ?? [];
    expect(snapshots.map(({ DBSnapshotIdentifier }) => DBSnapshotIdentifier)).toContainEqual(
      expect.stringMatching(/^firebackup-final-firebackup-primary-kept-/),
    );

    for (const stop of stops.splice(0)) stop();
    await world.region('recovery').invoke('acknowledge-change', { by: 'ada', run: 'home-home' });
    await failOver(world, 'away-again');
    expect(await world.ledger.role()).toMatchObject({ activeRegion: 'us-west-2', epoch: 4 });
    expect(await databases.standby.server.isInRecovery()).toBe(false);
  } finally {
    for (const stop of stops) stop();
    await client.stop();
    await world.end();
  }
});
