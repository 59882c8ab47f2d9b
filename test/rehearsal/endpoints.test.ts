import { Endpoints } from '../../rehearsal/endpoints';
import { freePort } from '../../rehearsal/engines/free-port';
import { MESSAGE } from '../../rehearsal/schedules';
import type { World } from '../../rehearsal/world';
import { RULES_FILE, rules } from '../operator/monitoring-files';
import { aWorld, replicated } from './a-world';
import { eventually } from './engines/eventually';
import { prometheusNow } from './engines/prometheus-now';
import { PrometheusServer } from './engines/prometheus-server';
import { Scratch } from './engines/scratch';

const prometheus = prometheusNow();

/** A world whose heartbeats both regions have looked at, and the addresses of its serving regions. */
async function served(
  body: (world: World, addresses: Record<'primary' | 'recovery', Endpoints>) => Promise<void>,
) {
  const world = await aWorld();
  const primary = await Endpoints.open(world.region('primary'));
  const recovery = await Endpoints.open(world.region('recovery'));
  try {
    await replicated(world);
    await look(world);
    await body(world, { primary, recovery });
  } finally {
    primary.close();
    recovery.close();
    await world.end();
  }
}

/** One round of both regions' machine for heartbeats. */
const look = (world: World) =>
  Promise.all(
    (['primary', 'recovery'] as const).map(
      (place) => world.region(place).start('heartbeat', `look-${place}`, MESSAGE).result,
    ),
  );

const asked = async ({ address }: Endpoints, path: string) => {
  const answer = await fetch(`http://${address}${path}`);
  return { status: answer.status, body: await answer.text() };
};

test('a region tells over HTTP which role it has, how it is, and what the ledger says', () =>
  served(async (world, { primary, recovery }) => {
    const cache = world.engines.caches ? 'healthy' : 'unknown';
    expect((await asked(primary, '/role')).status).toBe(200);
    expect((await asked(recovery, '/role')).status).toBe(503);

    const health = await asked(primary, '/health');
    const { status, timestamp, checks, ...more } = JSON.parse(health.body);
    expect([status, checks, more]).toEqual([
      cache === 'healthy' ? 'healthy' : 'degraded',
      { database: 'healthy', redis: cache, storage: 'healthy' },
      {},
    ]);
    expect(health.status).toBe(cache === 'healthy' ? 200 : 503);
    expect(Date.parse(timestamp)).not.toBeNaN();

    const { body } = await asked(recovery, '/metrics');
    expect(body).toMatch(/^firebackup_region_active\{region="us-east-1"\} 1$/m);
    expect(body).toMatch(
      /^firebackup_last_heartbeat_timestamp_seconds\{region="us-west-2",database="main"\} \d/m,
    );
    expect((await asked(primary, '/elsewhere')).status).toBe(404);
  }));

test('a database that dies is told by the API once its last heartbeat is old; a region that dies tells nothing', () =>
  served(async (world, { primary }) => {
    world.engines.databases.primary.server.killNow();
    await eventually(async () => {
      const { status, body } = await asked(primary, '/health');
      return status === 503 && JSON.parse(body).checks.database === 'unhealthy';
    }, 'an unhealthy database');
    await world.losePrimary();
    await expect(asked(primary, '/health')).rejects.toThrow();
  }));

const scraped = 'a Prometheus scrapes both regions, and judges every rule without an error';
if ('notRehearsed' in prometheus) test.skip(`not rehearsed: ${scraped}`, () => undefined);
else
  test(scraped, () =>
    served(async (world, { primary, recovery }) => {
      await world.region('recovery').invoke('answer-recovery');
      const scratch = new Scratch();
      try {
        const server = await scratch.started(
          new PrometheusServer(prometheus, {
            directory: scratch.path('prometheus'),
            port: await freePort(),
            targets: [primary.address, recovery.address],
            ruleFile: RULES_FILE,
          }),
        );
        const is = async (query: string, ...values: string[]) =>
          eventually(
            async () => (await server.values(query)).join() === values.join(),
            `${query} of ${values.join(', ')}`,
          );
        await is('up{job="firebackup-ha"}', '1', '1');
        await is('max without (instance) (firebackup_region_active) == 1', '1');
        await is('max(firebackup_epoch)', '1');
        // Of every objective one state holds.
        await is('min(sum without (state) (firebackup_objective_judgement))', '1');
        await is('max(sum without (state) (firebackup_objective_judgement))', '1');
        await eventually(async () => {
          const judged = await server.rules();
          return judged.length === rules.length && judged.every(({ health }) => health !== 'unknown');
        }, 'a judgement on every rule');
        expect((await server.rules()).filter(({ health }) => health !== 'ok')).toEqual([]);

        // A region that is lost takes its half along, and no more.
        await world.losePrimary();
        await is('sum(up{job="firebackup-ha"})', '1');
        await is('max(firebackup_epoch)', '1');
      } finally {
        await scratch.discard();
      }
    }),
  );
