import { checkBackups } from '../../lambdas/check-backups/task';
import { judgeWal } from '../../lambdas/judge-wal/task';
import type { DatabaseSighting } from '../../lambdas/runtime/wal-shapes';
import { sightDatabases } from '../../lambdas/sight-databases/task';
import type { BackupWindow } from '../../lib/aws/database-backups';
import { AccessDenied, Incomplete, Unreachable } from '../../lib/domain/errors';
import type { WindowPoint } from '../../lib/domain/recovery-point';
import type { ProviderSighting } from '../../lib/domain/wal-verdict';
import type { WalPosition } from '../../lib/postgres/wal-position';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { anInstance, aReplica, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const aPosition = (overrides: Partial<WalPosition> = {}): WalPosition => ({
  role: 'standby',
  at: at(0),
  lastHeartbeatAt: at(-5),
  slots: [],
  ...overrides,
});

describe('sight-databases', () => {
  test('a database that cannot be read does not hide the others', async () => {
    const read = async (database: string) => {
      if (database === 'second') throw new Error('connect ETIMEDOUT');
      return aPosition();
    };
    expect(await sightDatabases({ databases: ['main', 'second'], read })()).toEqual({
      databases: [
        { database: 'main', position: aPosition() },
        { database: 'second', unseenBecause: 'connect ETIMEDOUT' },
      ],
    });
  });
});

const WINDOW: BackupWindow = {
  arn: 'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary',
  status: 'active',
  earliest: at(-86_400),
  latest: at(-200),
};
const COPIES: BackupWindow = {
  arn: 'arn:aws:rds:us-west-2:111122223333:auto-backup:ab-1',
  status: 'replicating',
  earliest: at(-86_000),
  latest: at(-400),
};

describe('check-backups', () => {
  const aCheck = (
    region: 'us-east-1' | 'us-west-2',
    overrides: { window?: BackupWindow | Error; copies?: BackupWindow | Error; instance?: object } = {},
  ) => {
    const ledger = new InMemoryLedger(aRole());
    const given = region === 'us-east-1' ? anInstance : aReplica;
    const asked: string[] = [];
    const answer = (what: BackupWindow | Error | undefined) => async (id: string) => {
      asked.push(id);
      if (what instanceof Error) throw what;
      return what;
    };
    const check = (seen?: DatabaseSighting | { Error: string; Cause: string }) =>
      checkBackups({
        deployment: aDeployment(),
        region,
        ledger,
        databases: new FakeDatabases([given(overrides.instance)], region),
        backups: { backupWindow: answer(overrides.window), replicatedBackups: answer(overrides.copies) },
        now: () => at(0),
      })({ sighted: seen && 'Error' in seen ? seen : { databases: seen ? [seen] : [] } });
    return { ledger, asked, check, points: () => [...ledger.points.values()] as WindowPoint[] };
  };
  const seen = { database: 'main', position: aPosition() };

  test('where the workload runs, the own window is recorded and judged, and nothing else is expected', async () => {
    const { check, points } = aCheck('us-east-1', { window: WINDOW });
    expect((await check()).sightings).toEqual([
      {
        store: 'main',
        region: 'us-east-1',
        provider: 'automated-backups',
        latest: at(-200),
        holes: [],
        paceSeconds: 600,
        unknownBecause: undefined,
      },
    ]);
    expect(points()).toEqual([
      {
        id: 'firebackup-primary',
        kind: 'automated-backups',
        store: 'main',
        region: 'us-east-1',
        arn: WINDOW.arn,
        windows: [{ from: at(-86_400), to: at(-200) }],
        holes: [],
        recordedAt: at(0),
      },
    ]);
  });

  test('in the other region the replica and the replicated backups are, by the source’s own name', async () => {
    const { check, points, asked } = aCheck('us-west-2', { copies: COPIES });
    const { sightings } = await check(seen);
    expect(sightings.map(({ provider, latest }) => [provider, latest])).toEqual([
      ['live-replica', at(-5)],
      ['automated-backups-copy', at(-400)],
    ]);
    expect(points().map(({ kind, id, windows }) => [kind, id, windows])).toEqual([
      ['live-replica', 'firebackup-recovery', [{ from: at(-5), to: at(-5) }]],
      ['automated-backups-copy', 'ab-1', [{ from: at(-86_000), to: at(-400) }]],
    ]);
    expect(asked).toContain('arn:aws:rds:us-east-1:111122223333:db:firebackup-primary');
  });

  test('replicated backups that nobody has set up are not missed', async () => {
    const { sightings } = await aCheck('us-west-2').check(seen);
    expect(sightings.map(({ provider }) => provider)).toEqual(['live-replica']);
  });

  test('backups that are switched off where the workload runs are', async () => {
    const { check, points } = aCheck('us-east-1');
    const [sighting] = (await check()).sightings;
    expect(sighting).toMatchObject({ provider: 'automated-backups', holes: [] });
    expect([sighting?.latest, sighting?.unknownBecause, points()]).toEqual([undefined, undefined, []]);
  });

  test('backups that have just been switched on name no moment yet', async () => {
    const { check, points } = aCheck('us-east-1', { window: { arn: WINDOW.arn, status: 'creating' } });
    expect((await check()).sightings[0]?.unknownBecause).toBe(
      'the backups are creating and name no moment yet',
    );
    expect(points()).toEqual([]);
  });

  test('an age is not judged while the instance is not available', async () => {
    const { check } = aCheck('us-east-1', { window: WINDOW, instance: { status: 'modifying' } });
    expect((await check()).sightings[0]?.unknownBecause).toBe(
      'the instance is modifying, and RDS backs up what is available',
    );
  });

  test.each([
    ['could not be seen', { database: 'main', unseenBecause: 'connect ETIMEDOUT' }, 'connect ETIMEDOUT'],
    ['was not looked at', undefined, 'nobody looked into it'],
    [
      'has no heartbeat',
      { database: 'main', position: aPosition({ lastHeartbeatAt: undefined }) },
      'it holds no heartbeat yet',
    ],
    ['takes writes', { database: 'main', position: aPosition({ role: 'primary' }) }, 'it is on its way'],
    [
      'was looked at by a task that failed',
      { Error: 'States.Timeout', Cause: 'late' },
      'States.Timeout: late',
    ],
  ] as const)('a replica that %s is unknown, and its point grows old', async (_, given, because) => {
    const { check, points } = aCheck('us-west-2');
    const { sightings } = await check(given);
    expect(sightings[0]).toMatchObject({
      provider: 'live-replica',
      unknownBecause: expect.stringContaining(because),
    });
    expect(points()).toEqual([]);
  });

  test('what RDS does not tell of one provider is unknown, and the other is recorded', async () => {
    const { check, points } = aCheck('us-west-2', { copies: new AccessDenied('not yours') });
    const { sightings } = await check(seen);
    expect(sightings[1]).toMatchObject({ provider: 'automated-backups-copy', unknownBecause: 'not yours' });
    expect(points().map(({ kind }) => kind)).toEqual(['live-replica']);
  });

  test('an instance that cannot be described leaves all of it unknown', async () => {
    const { check, points } = aCheck('us-east-1', { instance: { id: 'another' } });
    const { sightings } = await check();
    expect(sightings).toEqual([
      expect.objectContaining({ unknownBecause: expect.stringContaining('no instance') }),
    ]);
    expect(points()).toEqual([]);
  });

  test('a promoted replica is a replica no more, and its point says that nothing is left of it', async () => {
    const { check, points, ledger } = aCheck('us-west-2', { window: WINDOW });
    await check(seen);
    const promoted = aCheck('us-west-2', { window: WINDOW, instance: { replicaSource: undefined } });
    for (const point of ledger.points.values()) await promoted.ledger.recordRecoveryPoint(point);
    promoted.ledger.current = aRole({ activeRegion: 'us-west-2', epoch: 2 });
    const { sightings } = await promoted.check({
      database: 'main',
      position: aPosition({ role: 'primary' }),
    });
    expect(sightings.map(({ provider }) => provider)).toEqual(['automated-backups']);
    expect(promoted.points().map(({ kind, windows }) => [kind, windows.length])).toEqual([
      ['live-replica', 0],
      ['automated-backups', 1],
    ]);
    expect(points().map(({ kind }) => kind)).toEqual(['live-replica']);
  });

  test('a moment that RDS does not name for once takes nothing from what is recorded', async () => {
    const { check, points, ledger } = aCheck('us-west-2', { copies: COPIES });
    await check(seen);
    const later = aCheck('us-west-2', { copies: { arn: COPIES.arn, status: 'pending' } });
    for (const point of ledger.points.values()) await later.ledger.recordRecoveryPoint(point);
    await later.check({ database: 'main', unseenBecause: 'connect ETIMEDOUT' });
    expect(later.points()).toEqual(points());
  });

  test('a second call records the same again, and what was proven stays so', async () => {
    const { check, points, ledger } = aCheck('us-east-1', { window: WINDOW });
    await check();
    const [point] = points();
    if (point) await ledger.recordProof(point, { outcome: 'proven', at: at(1), run: 'drill-1' });
    await check();
    expect(points()).toEqual([{ ...point, proof: { outcome: 'proven', at: at(1), run: 'drill-1' } }]);
  });

  test('a ledger that gives no answer fails the task', async () => {
    const { check, ledger } = aCheck('us-east-1', { window: WINDOW });
    ledger.role = async () => {
      throw new Unreachable('nobody there');
    };
    await expect(check()).rejects.toThrow(Unreachable);
  });
});

describe('judge-wal', () => {
  const aSighting = (overrides: Partial<ProviderSighting> = {}): ProviderSighting => ({
    store: 'main',
    provider: 'automated-backups',
    region: 'us-east-1',
    latest: at(-30),
    holes: [],
    paceSeconds: 600,
    ...overrides,
  });
  const judged = async (
    sightings: readonly ProviderSighting[],
    overrides: Partial<Parameters<ReturnType<typeof judgeWal>>[0]> = {},
  ) => {
    const measured: Record<string, number> = {};
    const judge = judgeWal({
      rpoSeconds: 60,
      now: () => at(0),
      measure: (name, value) => {
        measured[name] = value;
      },
    });
    const input = {
      backups: { sightings: [...sightings] },
      archives: { sightings: [] },
      ...overrides,
    };
    const outcome = await judge(input).catch((error: Error) => error);
    return { measured, outcome };
  };

  test('what is fresh has no figure, since nothing is unknown', async () => {
    const { measured, outcome } = await judged([
      aSighting(),
      aSighting({ store: 'second', latest: at(-40) }),
      aSighting({ provider: 'live-replica', latest: at(-3), paceSeconds: 60 }),
    ]);
    expect(measured).toEqual({});
    expect(outcome).toMatchObject({
      unchecked: [],
      verdicts: [{ state: 'fresh' }, { state: 'fresh' }, { state: 'fresh' }],
    });
  });

  test('what is broken fails the run with each reason, after what is unknown was counted', async () => {
    const { measured, outcome } = await judged([
      aSighting({ latest: at(-700) }),
      aSighting({ provider: 'wal-archive', store: 'own', holes: ['a hole'] }),
      aSighting({ store: 'second', unknownBecause: 'no answer' }),
    ]);
    expect(outcome).toBeInstanceOf(Incomplete);
    expect((outcome as Error).message).toContain('automated-backups of main in us-east-1 is stale');
    expect((outcome as Error).message).toContain('wal-archive of own in us-east-1 is holed: a hole');
    expect(measured).toEqual({ WalUnknown: 1 });
  });

  test('what is unknown fails nothing, and is counted, together with checks that ended early', async () => {
    const { measured, outcome } = await judged([aSighting({ unknownBecause: 'no answer' })], {
      archives: { Error: 'States.Timeout', Cause: 'too late' },
    });
    expect(measured).toEqual({ WalUnknown: 2 });
    expect(outcome).toMatchObject({ unchecked: ['States.Timeout: too late'] });
  });
});
