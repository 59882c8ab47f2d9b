import { waitUntil } from '../../rehearsal/engines/wait-until';
import type { World } from '../../rehearsal/world';
import { losePrimary, probeUntilDeclared, replicated } from './a-world';

/** Heartbeats of the active region, as its schedule writes them; whoever starts them stops them. */
export function heartbeats(world: World, place: 'primary' | 'recovery'): () => void {
  const every = setInterval(() => {
    void world
      .region(place)
      .invoke('write-heartbeat')
      .catch(() => undefined);
  }, 200);
  return () => clearInterval(every);
}

/** The region dies and the other one takes over; with replication frozen before, what is written meanwhile is lost. */
export async function failOver(world: World, run: string, meanwhile?: () => Promise<void>): Promise<void> {
  if (meanwhile) {
    await replicated(world);
    await world.engines.databases.primary.server.freezeReplication();
    await meanwhile();
    await world.losePrimary();
    await probeUntilDeclared(world);
  } else {
    await losePrimary(world);
  }
  await world.startFailover(run, 'test');
  await world.region('recovery').states.executions.get(run)?.result;
}

/** The lost region comes back: its guard fences the database, and its cache follows the one that serves. */
export async function returnHome(world: World): Promise<void> {
  const { plan } = world.settings;
  const { primary } = plan.regions;
  const home = world.region('primary');
  const instance = world.cloud.rds.get(primary)?.instances.get(plan.databases[0]?.primary.instance ?? '');
  home.return();
  await world.apis.primary.start();
  instance?.recover();
  await world.cloud.caches.get(primary)?.memberReturns();
  await waitUntil(
    async () => {
      const answer = await home.invoke('guard-region').catch(() => undefined);
      return answer !== undefined && instance?.status === 'available';
    },
    { withinMs: 20_000, otherwise: () => 'the guard did not fence the old primary' },
  );
}

export const startFailback = (world: World, execution: string, input: object = {}): Promise<unknown> =>
  world.region('primary').start('failback', execution, { run: 'home', approvedBy: 'ada', ...input }).result;
