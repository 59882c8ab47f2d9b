import { confirmTraffic } from '../../lambdas/confirm-traffic/task';
import { probeComponents } from '../../lambdas/probe-components/task';
import { readStandbys } from '../../lambdas/read-standbys/task';
import { serveRole } from '../../lambdas/serve-role/task';
import { writeHeartbeatRows } from '../../lambdas/write-heartbeat/task';
import { NotReady, Unreachable } from '../../lib/domain/errors';
import type { HealthAnswer } from '../../lib/domain/health';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

describe('probe-components', () => {
  /** Both vantage points, probing every ten seconds for some time, and what they measured. */
  async function probing(answer: HealthAnswer, { role = aRole(), seconds = 130 } = {}) {
    const ledger = new InMemoryLedger(role);
    const clock = aClock();
    const measured: string[] = [];
    const asked = new Set<string>();
    const probes = (['recovery', 'witness'] as const).map((vantagePoint) =>
      probeComponents({
        deployment: aDeployment(),
        vantagePoint,
        ledger,
        fetchHealth: async (url) => {
          asked.add(url);
          return answer;
        },
        measure: (name, value, unit) => measured.push(`${name} ${value} ${unit}`),
        now: clock.now,
      }),
    );
    let last: Awaited<ReturnType<ReturnType<typeof probeComponents>>> | undefined;
    for (let passed = 0; passed <= seconds; passed += 10) {
      for (const probe of probes) last = await probe();
      clock.pass(10);
    }
    return { ledger, measured, last, asked };
  }

  test('measures that the region is down once both vantage points saw it long enough', async () => {
    const { measured, last } = await probing({ failure: 'timed out' });
    expect(last).toEqual({ downSince: at(0) });
    expect(measured.indexOf('RegionDown 1 Count')).toBe(2 * 12 + 1);
    expect(measured).toHaveLength(28);
  });

  test('measures 0 while the region answers', async () => {
    const { measured, last } = await probing({ status: 200, body: { checks: { database: 'up' } } });
    expect(last).toEqual({ downSince: undefined });
    expect(new Set(measured)).toEqual(new Set(['RegionDown 0 Count']));
  });

  test('measures 0 while the primary region is not the active one, and keeps probing', async () => {
    const role = aRole({ activeRegion: 'us-west-2', epoch: 2 });
    const { ledger, measured, last } = await probing({ failure: 'timed out' }, { role });
    expect(last).toEqual({ downSince: undefined });
    expect(new Set(measured)).toEqual(new Set(['RegionDown 0 Count']));
    expect((await ledger.evidenceFrom('witness')).streaks[0]).toMatchObject({ outcome: 'down', count: 14 });
  });

  test('asks the primary region alone, and writes under its own name alone', async () => {
    const { ledger, asked } = await probing({ status: 200 }, { seconds: 0 });
    expect([...asked]).toEqual(['https://primary.example.com/health']);
    expect(ledger.doings).toEqual(['evidence recovery', 'evidence witness']);
  });
});

describe('confirm-traffic', () => {
  const confirm = (answer: HealthAnswer) =>
    confirmTraffic({ url: 'https://example.com', fetchHealth: async () => answer, now: aClock(5).now })();

  test.each([
    ['everything is up', { database: 'up', redis: 'up' }],
    ['the cache is not up', { database: 'up', redis: 'down' }],
  ])('confirms when %s', async (_, checks) => {
    expect(await confirm({ status: 200, body: { checks } })).toEqual({
      url: 'https://example.com',
      at: at(5),
    });
  });

  test.each([
    ['there is no answer', { failure: 'timed out' }, 'https://example.com: api is down (timed out)'],
    ['the API is ill', { status: 503 }, 'api is down (HTTP 503)'],
    ['its database is down', { status: 200, body: { checks: { database: 'down' } } }, 'database is down'],
    ['it says nothing of its database', { status: 200 }, 'database is unknown'],
  ])('waits while %s', async (_, answer, because) => {
    await expect(confirm(answer)).rejects.toThrow(NotReady);
    await expect(confirm(answer)).rejects.toThrow(because);
  });
});

describe('serve-role', () => {
  const serve = async (region: string, ledger = new InMemoryLedger(aRole({ epoch: 4 }))) => {
    const { statusCode, headers, body } = await serveRole({ region, ledger, onSilence: () => undefined })();
    return { statusCode, caching: headers['cache-control'], ...JSON.parse(body) };
  };

  test.each([
    ['us-east-1', 200, true],
    ['us-west-2', 503, false],
  ])('%s answers %i', async (region, statusCode, active) => {
    expect(await serve(region)).toEqual({
      statusCode,
      caching: 'no-store',
      region,
      active,
      activeRegion: 'us-east-1',
      epoch: 4,
      stale: false,
    });
  });

  test('a silent ledger does not end the service of a region that serves: the last known role goes on', async () => {
    const ledger = new InMemoryLedger(aRole({ epoch: 4 }));
    const told: string[] = [];
    const ask = serveRole({ region: 'us-east-1', ledger, onSilence: ({ message }) => told.push(message) });
    await ask();
    ledger.role = () => Promise.reject(new Unreachable('the ledger is silent'));
    const { statusCode, body } = await ask();
    expect(statusCode).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ active: true, epoch: 4, stale: true });
    expect(told).toEqual(['the ledger is silent']);
  });

  test('a region that cannot reach the ledger does not claim to be active', async () => {
    const ledger = new InMemoryLedger();
    ledger.role = () => Promise.reject(new Unreachable('the ledger is silent'));
    expect(await serve('us-east-1', ledger)).toMatchObject({
      statusCode: 503,
      active: false,
      activeRegion: 'unknown',
      epoch: 'unknown',
    });
  });
});

test('read-standbys reports the standby that it cannot read as not read, beside the others', async () => {
  const read = async (database: string) => {
    if (database === 'orders') throw new Error('connection refused');
    return { inRecovery: true, replayLagBytes: 0, lastHeartbeatAt: at(0) };
  };
  expect(await readStandbys({ databases: ['main', 'orders'], read })()).toEqual({
    databases: [
      { database: 'main', inRecovery: true, replayLagBytes: 0, lastHeartbeatAt: at(0) },
      { database: 'orders', unreadBecause: 'connection refused' },
    ],
  });
});

describe('write-heartbeat', () => {
  test('counts the databases that took one; a standby takes none', async () => {
    const write = async (database: string, epoch: number) =>
      database === 'main' ? { epoch, writtenAt: at(0) } : undefined;
    expect(await writeHeartbeatRows({ databases: ['main', 'orders'], write })()).toEqual({ written: 1 });
  });

  test('fails when a database does', async () => {
    const write = () => Promise.reject(new Error('disk full'));
    await expect(writeHeartbeatRows({ databases: ['main'], write })()).rejects.toThrow('disk full');
  });
});
