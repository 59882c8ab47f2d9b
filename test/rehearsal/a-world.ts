import { join } from 'node:path';
import { readPlan } from '../../lib/plan/parse-plan';
import { withSession } from '../../lib/postgres/connect';
import type { RegionSettings } from '../../rehearsal/region';
import { World, type WorldSettings } from '../../rehearsal/world';

export const examplePlan = () => readPlan(join(import.meta.dirname, '..', '..', 'firebackup.yaml'));

export const aWorld = (
  around?: RegionSettings['around'],
  failover: NonNullable<WorldSettings['failover']> = {},
): Promise<World> =>
  World.build({ plan: examplePlan(), compression: 1000, failover, ...(around ? { around } : {}) });

const PROBERS = ['witness', 'recovery'] as const;

/** As many rounds of probes, from both vantage points or from one, as make a silent region down; each begins an interval after the last. */
export async function probeUntilDeclared(
  world: World,
  from: readonly (typeof PROBERS)[number][] = PROBERS,
): Promise<void> {
  const { failuresToDeclare, interval } = world.deployment.probe;
  const now = () => world.clock.now().getTime() / 1000;
  for (let round = 0, next = now(); round < failuresToDeclare; round += 1) {
    // Where nothing answers a round has taken its interval already; a longer gap would be silence.
    if (now() < next) world.clock.advance(next - now());
    next = now() + interval;
    await probe(world, from);
  }
}

export async function probe(
  world: World,
  from: readonly (typeof PROBERS)[number][] = PROBERS,
): Promise<void> {
  for (const place of from) await world.region(place).invoke('probe-components');
}

/** A heartbeat in the primary, as its own region writes it. */
export async function beat(world: World): Promise<void> {
  await world.region('primary').invoke('write-heartbeat');
}

/** The heartbeat row of the side that is asked, read past any gate. */
export async function epochIn(world: World, side: 'primary' | 'standby'): Promise<number> {
  const { databases } = world.engines;
  const { server } = databases[side];
  const endpoint = {
    host: server.host,
    port: server.port,
    databaseName: databases.databaseName,
    user: 'postgres',
  };
  const { rows } = await withSession(endpoint, {}, (session) =>
    session.query('SELECT epoch::int FROM firebackup.heartbeat'),
  );
  return rows[0].epoch;
}

/** The standby has replayed a heartbeat: what the decision needs to know the loss. */
export async function replicated(world: World): Promise<void> {
  await beat(world);
  const { rows } = await world.engines.databases.primary.server.query<{ lsn: string }>(
    'SELECT pg_current_wal_lsn()::text AS lsn',
  );
  for (;;) {
    const replayed = await world.engines.databases.standby.server.query<{ done: boolean }>(
      'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS done',
      [rows[0]?.lsn],
    );
    if (replayed.rows[0]?.done) return;
    await new Promise((resume) => setTimeout(resume, 5));
  }
}

/** A region that is gone and that both vantage points have seen go. */
export async function losePrimary(world: World): Promise<void> {
  await replicated(world);
  await world.losePrimary();
  await probeUntilDeclared(world);
}
