import { listenToCheckers } from '../../lambdas/probe-components/listen-to-checkers';
import { probeComponents } from '../../lambdas/probe-components/task';
import { readStandbys } from '../../lambdas/read-standbys/task';
import { serveRole } from '../../lambdas/serve-role/task';
import type { CheckerReport } from '../../lib/domain/checkers';
import { Unreachable } from '../../lib/domain/errors';
import type { HealthAnswer } from '../../lib/domain/health';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { someDetectionRules } from '../helpers/an-evidence';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

/** An answer that comes when it is told to. */
function anAnswer() {
  let resolve: (answer: HealthAnswer) => void = () => undefined;
  const promise = new Promise<HealthAnswer>((resolved) => {
    resolve = resolved;
  });
  return { promise, resolve: (answer: HealthAnswer) => resolve(answer) };
}

describe('probe-components', () => {
  const deployment = aDeployment({ probe: { interval: '10s' } });

  /** Both vantage points, probing every ten seconds for some time, and what they measured. */
  async function probing(answer: HealthAnswer, { role = aRole(), seconds = 130 } = {}) {
    const ledger = new InMemoryLedger(role);
    const clock = aClock();
    const measured: string[] = [];
    const asked = new Set<string>();
    // The one that judges comes last.
    const probes = (['witness', 'recovery'] as const).map((vantagePoint) =>
      probeComponents({
        deployment,
        vantagePoint,
        ledger,
        fetchHealth: async (url) => {
          asked.add(url);
          return answer;
        },
        region: { recovery: 'us-west-2', witness: 'us-east-2' }[vantagePoint],
        listenToCheckers: undefined,
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
    const regionDown = measured.filter((one) => one.startsWith('RegionDown'));
    // The recovery region's prober judges, and the witness has no figures.
    expect(regionDown.indexOf('RegionDown 1 Count')).toBe(12);
    expect(regionDown).toHaveLength(14);
    // Of the API it says so from the first probe on.
    expect(measured.filter((one) => one.startsWith('ApiDown'))).toEqual(Array(14).fill('ApiDown 1 Count'));
  });

  test('measures 0 while the region answers', async () => {
    const { measured, last } = await probing({ status: 200, body: { checks: { database: 'up' } } });
    expect(last).toEqual({ downSince: undefined });
    expect(new Set(measured)).toEqual(new Set(['RegionDown 0 Count', 'ApiDown 0 Count']));
  });

  test('measures 0 while the primary region is not the active one, and keeps probing', async () => {
    const role = aRole({ activeRegion: 'us-west-2', epoch: 2 });
    const { ledger, measured, last, asked } = await probing({ failure: 'timed out' }, { role });
    expect(last).toEqual({ downSince: undefined });
    // The API that is down now is that of the region that serves.
    expect(new Set(measured)).toEqual(new Set(['RegionDown 0 Count', 'ApiDown 1 Count']));
    expect(asked).toContain('https://recovery.example.com/health');
    expect((await ledger.evidenceFrom('witness')).streaks[0]).toMatchObject({ outcome: 'down', count: 14 });
  });

  test('writes what is well every other round, and what is bad every round', async () => {
    const written = async (answer: HealthAnswer) =>
      (await probing(answer, { seconds: 70 })).ledger.doings.filter((one) => one === 'evidence witness')
        .length;
    expect(await written({ status: 200, body: { checks: { database: 'up' } } })).toBe(4);
    expect(await written({ failure: 'timed out' })).toBe(8);
  });

  test.each([
    ['never was heard of', undefined, true],
    ['was heard of three intervals ago', 10, false],
    ['was heard of longer ago', 9.9, true],
  ])('tells that the witness is silent when it %s', async (_, lastProbe, isTold) => {
    const ledger = new InMemoryLedger();
    const last = { component: 'api', outcome: 'up', count: 9, detail: '', from: at(-90) } as const;
    if (lastProbe !== undefined)
      await ledger.writeEvidence({ vantagePoint: 'witness', streaks: [{ ...last, to: at(lastProbe) }] });
    const measured: string[] = [];
    await probeComponents({
      deployment,
      vantagePoint: 'recovery',
      region: 'us-west-2',
      ledger,
      fetchHealth: async () => ({ status: 200 }),
      listenToCheckers: undefined,
      measure: (name) => measured.push(name),
      now: () => at(40),
    })();
    expect(measured.includes('WitnessSilent')).toBe(isTold);
  });

  test('a round that was overtaken by a later one adds nothing, and judges what is there', async () => {
    const ledger = new InMemoryLedger();
    const answers = [anAnswer(), anAnswer()] as const;
    const clock = aClock();
    const [first, second] = answers.map(({ promise }) => {
      const probe = probeComponents({
        deployment,
        vantagePoint: 'witness',
        region: 'us-east-2',
        ledger,
        fetchHealth: () => promise,
        listenToCheckers: undefined,
        measure: () => undefined,
        now: clock.now,
      })();
      clock.pass(10);
      return probe;
    });
    answers[1].resolve({ status: 200 });
    await second;
    answers[0].resolve({ failure: 'timed out' });
    await first;
    const [api] = (await ledger.evidenceFrom('witness')).streaks;
    expect(api).toMatchObject({ component: 'api', outcome: 'up', from: at(10), to: at(10), count: 1 });
  });

  test('a round that is started twice counts once, and writes once', async () => {
    const ledger = new InMemoryLedger();
    const clock = aClock();
    const probe = probeComponents({
      deployment,
      vantagePoint: 'witness',
      region: 'us-east-2',
      ledger,
      fetchHealth: async () => ({ failure: 'timed out' }),
      listenToCheckers: undefined,
      measure: () => undefined,
      now: clock.now,
    });
    for (const untilNext of [1, 9, 0]) {
      await probe();
      clock.pass(untilNext);
    }
    const [api] = (await ledger.evidenceFrom('witness')).streaks;
    expect(api).toMatchObject({ component: 'api', outcome: 'down', from: at(0), to: at(10), count: 2 });
    expect(ledger.doings).toEqual(['evidence witness', 'evidence witness']);
  });

  test('believes the replica about its primary before the API, and the API where the replica knows nothing', async () => {
    const ledger = new InMemoryLedger();
    const clock = aClock();
    const probe = (vantagePoint: 'recovery' | 'witness', region: string) =>
      probeComponents({
        deployment,
        vantagePoint,
        region,
        ledger,
        fetchHealth: async () => ({ status: 200, body: { checks: { database: 'up', storage: 'down' } } }),
        listenToCheckers: undefined,
        measure: () => undefined,
        now: clock.now,
      })();
    const databases = [{ database: 'main', lastHeartbeatAt: at(-60) }];
    await ledger.writeHeartbeats({ region: 'us-west-2', at: at(0), databases });
    await probe('recovery', 'us-west-2');
    await probe('witness', 'us-east-2');
    const seen = async (from: 'recovery' | 'witness') =>
      Object.fromEntries(
        (await ledger.evidenceFrom(from)).streaks.map(({ component, outcome }) => [component, outcome]),
      );
    expect(await seen('recovery')).toEqual({
      api: 'up',
      database: 'down',
      cache: 'unknown',
      storage: 'down',
    });
    expect(await seen('witness')).toMatchObject({ database: 'up' });
  });

  test('asks the primary region alone, and writes under its own name alone', async () => {
    const { ledger, asked } = await probing({ status: 200 }, { seconds: 0 });
    expect([...asked]).toEqual(['https://primary.example.com/health']);
    expect(ledger.doings).toEqual(['evidence witness', 'evidence recovery']);
  });
});

describe("listening to Route 53's checkers", () => {
  function aListener(answer: () => Promise<readonly CheckerReport[]>) {
    const ledger = new InMemoryLedger();
    const clock = aClock();
    const told: string[] = [];
    let asked = 0;
    const reports = () => {
      asked += 1;
      return answer();
    };
    const listen = listenToCheckers({
      ledger,
      rules: someDetectionRules(),
      reports,
      onSilence: ({ message }) => told.push(message),
      now: clock.now,
    });
    return { ledger, clock, told, listen, asked: () => asked };
  }
  const unreached = async () =>
    ['eu-west-1', 'sa-east-1', 'us-west-1'].map((region) => ({
      region,
      healthy: false,
      said: 'Failure: timed out',
      at: at(0),
    }));

  test('takes their word into the evidence of a vantage point of its own', async () => {
    const { ledger, listen } = aListener(unreached);
    await listen();
    expect(await ledger.evidence()).toEqual([
      {
        vantagePoint: 'route53',
        streaks: [expect.objectContaining({ component: 'api', outcome: 'down', count: 1, from: at(0) })],
      },
    ]);
  });

  test('asks every thirty seconds, however often it is called', async () => {
    const { clock, listen, asked } = aListener(unreached);
    for (let second = 0; second < 90; second += 1) {
      await listen();
      clock.pass(1);
    }
    expect(asked()).toBe(4);
  });

  test.each([
    ['lengthens the row of words after one that got lost', 60, [2]],
    ['begins another after a silence in which the last one got stale', 60.1, [1, 1]],
  ])('a word %s', async (_, seconds, counts) => {
    const clock = aClock();
    const ledger = new InMemoryLedger();
    const reports = async () => (await unreached()).map((report) => ({ ...report, at: clock.now() }));
    const listen = listenToCheckers({
      ledger,
      rules: someDetectionRules(),
      reports,
      onSilence: () => undefined,
      now: clock.now,
    });
    await listen();
    clock.pass(seconds);
    await listen();
    const [evidence] = await ledger.evidence();
    expect(evidence?.streaks.map(({ count }) => count)).toEqual(counts);
  });

  test('an API that does not answer adds nothing, and is told of', async () => {
    const { ledger, told, listen } = aListener(() => Promise.reject(new Unreachable('us-east-1 is silent')));
    await listen();
    expect(await ledger.evidence()).toEqual([]);
    expect(told).toEqual(['us-east-1 is silent']);
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
