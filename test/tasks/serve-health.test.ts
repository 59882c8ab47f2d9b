import { exposition } from '../../lambdas/serve-health/exposition';
import { serveHealth } from '../../lambdas/serve-health/task';
import { TerminalState, Unreachable } from '../../lib/domain/errors';
import type { HealthAnswer } from '../../lib/domain/health';
import type { Role } from '../../lib/domain/role';
import { aClock } from '../helpers/a-clock';
import { aFinishedRun } from '../helpers/a-finished-run';
import { aDeployment } from '../helpers/a-plan';
import { anOpenRun, aRole } from '../helpers/a-role';
import { anAnswer } from '../helpers/an-answer';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const whole: HealthAnswer = { status: 200, body: { checks: { database: 'up', redis: 'up', storage: 'up' } } };

function aServer(role: Partial<Role> = {}, region = 'us-east-1') {
  const ledger = new InMemoryLedger(aRole(role));
  const clock = aClock();
  const told: string[] = [];
  const asked: string[] = [];
  const deps = {
    notify: 'on-call@example.com',
    deployment: aDeployment(),
    region,
    ledger,
    fetchHealth: async (url: string) => {
      asked.push(url);
      return whole;
    },
    expose: exposition,
    tell: (message: string) => told.push(message),
    now: clock.now,
  };
  return { deps, ledger, clock, told, asked, serve: serveHealth(deps) };
}

/** The series of an exposition, without its words about them. */
const seriesOf = (body: string): readonly string[] =>
  body.split('\n').filter((line) => /^firebackup/.test(line));
const metricsOf = async (server: Pick<ReturnType<typeof aServer>, 'serve'>): Promise<readonly string[]> =>
  seriesOf((await server.serve({ rawPath: '/metrics' })).body);

describe('GET /health', () => {
  const heartbeats = { region: 'us-east-1', at: at(0), databases: [{ database: 'main', writtenAt: at(0) }] };

  test('is 200 where everything is healthy, in the shape that FireBackup has and no other', async () => {
    const { ledger, serve, told } = aServer();
    await ledger.writeHeartbeats(heartbeats);
    const { statusCode, headers, body } = await serve({ rawPath: '/health' });
    expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
      200,
      'application/json',
      'no-store',
    ]);
    expect(JSON.parse(body)).toEqual({
      status: 'healthy',
      timestamp: at(0),
      checks: { database: 'healthy', redis: 'healthy', storage: 'healthy' },
    });
    expect(told).toEqual([]);
  });

  test.each([
    ['us-east-1', 'https://primary.example.com/health'],
    ['us-west-2', 'https://recovery.example.com/health'],
  ])('%s asks its own API', async (region, url) => {
    const { serve, asked } = aServer({}, region);
    await serve({ rawPath: '/health' });
    expect(asked).toEqual([url]);
  });

  test('is 503 and degraded when the API keeps silent, and says so in the log', async () => {
    const { deps, ledger, told } = aServer();
    await ledger.writeHeartbeats(heartbeats);
    const serve = serveHealth({ ...deps, fetchHealth: async () => ({ failure: 'timed out' }) });
    const { statusCode, body } = await serve({ rawPath: '/health' });
    expect([statusCode, JSON.parse(body).status]).toEqual([503, 'degraded']);
    expect(told).toEqual(['https://primary.example.com/health gave no answer: timed out']);
  });

  test('does without a ledger that fails, or never answers', async () => {
    const { deps, told } = aServer();
    const failing = { ...deps.ledger, role: () => Promise.reject(new Unreachable('the ledger is gone')) };
    const hanging = { ...deps.ledger, heartbeats: () => new Promise<never>(() => undefined) };
    const deployment = aDeployment({ probe: { timeout: '1s' } });
    for (const ledger of [failing, hanging]) {
      const serve = serveHealth({ ...deps, deployment, ledger });
      // The API alone says that the database is well.
      expect(await serve({ rawPath: '/health' })).toMatchObject({ statusCode: 200 });
    }
    expect(told).toEqual(['the ledger is gone', 'the ledger gave no answer within 1 s']);
  });
});

describe('GET /metrics', () => {
  test('of a ledger that knows nothing yet says who is active and what the plan wants, and invents nothing', async () => {
    const series = await metricsOf(aServer());
    expect(series).toEqual(
      expect.arrayContaining([
        'firebackup_region_active{region="us-east-1"} 1',
        'firebackup_region_active{region="us-west-2"} 0',
        'firebackup_epoch 1',
        'firebackup_failover_paused 0',
        'firebackup_cooling_down 0',
        'firebackup_open_run 0',
        'firebackup_heartbeat_known{region="us-west-2",database="main"} 0',
        'firebackup_objective_seconds{component="database",objective="rpo"} 60',
      ]),
    );
    const known = [...new Set(series.map((line) => line.split(/[ {]/)[0]))];
    expect(known.sort()).toEqual([
      'firebackup_cooling_down',
      'firebackup_epoch',
      'firebackup_failover_paused',
      'firebackup_heartbeat_known',
      'firebackup_objective_seconds',
      'firebackup_open_run',
      'firebackup_region_active',
    ]);
  });

  test('tells heartbeats as moments, and a lag only while somebody looks', async () => {
    const server = aServer();
    const databases = [{ database: 'main', lastHeartbeatAt: at(-5), replayLagBytes: 512 }];
    await server.ledger.writeHeartbeats({ region: 'us-west-2', at: at(0), databases });
    const labels = '{region="us-west-2",database="main"}';
    const beat = `firebackup_last_heartbeat_timestamp_seconds${labels} ${Date.parse(at(-5)) / 1000}`;
    const fresh = await metricsOf(server);
    expect(fresh).toEqual(
      expect.arrayContaining([
        beat,
        `firebackup_heartbeat_known${labels} 1`,
        `firebackup_replay_lag_bytes${labels} 512`,
      ]),
    );
    server.clock.pass(46);
    const stale = await metricsOf(server);
    expect(stale).toEqual(expect.arrayContaining([beat, `firebackup_heartbeat_known${labels} 0`]));
    expect(stale.join()).not.toContain('replay_lag');
  });

  test('tells what would be lost and how that is judged; an answer that is too old is unknown', async () => {
    const server = aServer();
    await server.ledger.writeAnswer(anAnswer());
    const store = 'store="main",component="database",loss="region lost"';
    const judgement = (objective: string, state: string, value: number) =>
      `firebackup_objective_judgement{${store},objective="${objective}",state="${state}"} ${value}`;
    const fresh = await metricsOf(server);
    expect(fresh).toEqual(
      expect.arrayContaining([
        `firebackup_recovery_loss_seconds{${store},kind="snapshot-copy",region="us-west-2"} 90`,
        `firebackup_unproven_since_timestamp_seconds{${store},kind="snapshot-copy",region="us-west-2"} ${Date.parse(at(-3600)) / 1000}`,
        judgement('rpo', 'missed', 1),
        judgement('rpo', 'met', 0),
        judgement('rto', 'unknown', 1),
      ]),
    );
    server.clock.pass(901);
    const stale = await metricsOf(server);
    expect(stale).toContain(judgement('rpo', 'unknown', 1));
    expect(stale).toContain(judgement('rpo', 'missed', 0));
    expect(stale.join()).not.toContain('recovery_loss');
  });

  test('tells a pause, a cool-down and when that ends', async () => {
    const lastChange = { at: at(0), run: 'run-1' };
    const server = aServer({ pausedBy: 'ada', pausedAt: at(0), lastChange });
    const ends = `firebackup_cool_down_ends_timestamp_seconds ${Date.parse(at(3600)) / 1000}`;
    expect(await metricsOf(server)).toEqual(
      expect.arrayContaining(['firebackup_failover_paused 1', 'firebackup_cooling_down 1', ends]),
    );
    server.clock.pass(3600);
    expect(await metricsOf(server)).toContain('firebackup_cooling_down 0');
    const seen = aServer({ lastChange: { ...lastChange, acknowledgedBy: 'ada', acknowledgedAt: at(1) } });
    expect(await metricsOf(seen)).toContain('firebackup_cooling_down 0');
  });

  test('tells of the run that came last what it measured, and nothing of what it could not', async () => {
    const server = aServer({
      lastAbandoned: { at: at(-10), run: 'run-0', workflow: 'failover' },
      lastChange: { at: at(0), run: 'run-1' },
    });
    await server.ledger.writeRun(aFinishedRun());
    const series = await metricsOf(server);
    expect(series).toEqual(
      expect.arrayContaining([
        'firebackup_last_run_info{workflow="failover",outcome="done"} 1',
        'firebackup_last_run_measured_seconds{component="database",objective="rto"} 190',
        'firebackup_last_run_judgement{component="database",objective="rto",state="met"} 1',
        'firebackup_last_run_judgement{component="database",objective="rpo",state="unknown"} 1',
      ]),
    );
    expect(series.filter((line) => /measured_seconds.*rpo/.test(line))).toEqual([]);
  });

  test('tells of the open run before any other, and that it is stuck', async () => {
    const server = aServer({ openRun: anOpenRun({ id: 'run-2' }), lastChange: { at: at(9), run: 'run-1' } });
    await server.ledger.writeRun(aFinishedRun());
    await server.ledger.writeRun(aFinishedRun({ id: 'run-2', outcome: 'stuck', judgements: [] }));
    expect(await metricsOf(server)).toEqual(
      expect.arrayContaining([
        'firebackup_open_run 1',
        `firebackup_open_run_opened_timestamp_seconds ${Date.parse(at(0)) / 1000}`,
        'firebackup_last_run_info{workflow="failover",outcome="stuck"} 1',
      ]),
    );
  });

  test('counts schedules by state and names the silent ones; who has not watched lately knows nothing', async () => {
    const server = aServer();
    const one = (group: string, state: 'firing' | 'silent') =>
      ({ region: 'us-west-2', group, state, because: 'so', watchedSince: at(-9) }) as const;
    const schedules = [one('probe', 'firing'), one('drill', 'silent')];
    await server.ledger.writeSchedules({ region: 'us-east-1', at: at(0), schedules });
    const silent = 'firebackup_schedule_silent{watcher="us-east-1",region="us-west-2",schedule="drill"} 1';
    expect(await metricsOf(server)).toEqual(
      expect.arrayContaining(['firebackup_schedules{watcher="us-east-1",state="silent"} 1', silent]),
    );
    server.clock.pass(2701);
    const stale = await metricsOf(server);
    expect(stale).toContain('firebackup_schedules{watcher="us-east-1",state="unknown"} 2');
    expect(stale).not.toContain(silent);
  });

  test('is 503 without a figure when the ledger gives no answer', async () => {
    const { deps, told } = aServer();
    const ledger = { ...deps.ledger, answer: () => Promise.reject(new Unreachable('no answer')) };
    const { statusCode, body } = await serveHealth({ ...deps, ledger })({ rawPath: '/metrics' });
    expect([statusCode, seriesOf(body), told]).toEqual([503, [], ['no answer']]);
  });
});

describe('GET /status', () => {
  test('is the page, and as JSON the data, of what the ledger of its region says', async () => {
    const { serve } = aServer({ activeRegion: 'us-west-2', epoch: 2 }, 'us-west-2');
    const { statusCode, headers, body } = await serve({ rawPath: '/status' });
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(body).toContain('Read from the ledger in us-west-2, by the function there.');
    const asked = { rawPath: '/status', headers: { accept: 'application/json' } };
    for (const data of [await serve(asked), await serve({ rawPath: '/status.json' })])
      expect(JSON.parse(data.body)).toMatchObject({
        ledger: { answeredBy: 'us-west-2', silent: [] },
        role: { activeRegion: 'us-west-2', epoch: 2 },
        notify: 'on-call@example.com',
      });
  });

  test('is 503 and unknown when the ledger gives no answer, and says so in the log', async () => {
    const { deps, told } = aServer();
    const ledger = { ...deps.ledger, evidence: () => Promise.reject(new Unreachable('no answer')) };
    const { statusCode, body } = await serveHealth({ ...deps, ledger })({ rawPath: '/status' });
    expect([statusCode, told]).toEqual([503, ['no answer']]);
    expect(body).toContain('Unknown: no answer');
    expect(body).not.toContain('✓');
  });
});

test.each(['/health', '/metrics', '/status', '/status.json'])(
  '%s fails when the ledger may not be read: that is no silence',
  async (rawPath) => {
    const { deps } = aServer();
    const ledger = { ...deps.ledger, role: () => Promise.reject(new TerminalState('access denied')) };
    await expect(serveHealth({ ...deps, ledger })({ rawPath })).rejects.toThrow(TerminalState);
  },
);

test('any other path is not found, and asks nobody', async () => {
  const { serve, asked } = aServer();
  expect(await serve({ rawPath: '/role' })).toMatchObject({ statusCode: 404 });
  expect(asked).toEqual([]);
});
