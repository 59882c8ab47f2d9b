import { recordHeartbeats } from '../../lambdas/record-heartbeats/task';
import { writeHeartbeatRows } from '../../lambdas/write-heartbeat/task';
import { Unreachable } from '../../lib/domain/errors';
import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import type { Logins } from '../../lib/domain/logins';
import { aClock } from '../helpers/a-clock';
import { anOpenRun, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

describe('write-heartbeat', () => {
  const deps = {
    databases: ['main', 'orders'],
    write: async (database: string, epoch: number) =>
      database === 'main'
        ? { epoch, writtenAt: at(0), firstXid: '7', firstLsn: '0/0', logins: { closed: ['application'] } }
        : undefined,
    read: async () => ({ inRecovery: true, replayLagBytes: 3, lastHeartbeatAt: at(-2) }),
    now: aClock(1).now,
  };

  test('writes where it can and looks at logins there, and says what came through where it cannot', async () => {
    expect(await writeHeartbeatRows(deps)()).toEqual({
      at: at(1),
      written: 1,
      seen: [
        { database: 'main', writtenAt: at(0), logins: { closed: ['application'] } },
        { database: 'orders', replayLagBytes: 3, lastHeartbeatAt: at(-2) },
      ],
    });
  });

  test('a standby that cannot be read is not seen, and keeps no other from its heartbeat', async () => {
    const read = () => Promise.reject(new Error('connection refused'));
    const { written, seen } = await writeHeartbeatRows({ ...deps, read })();
    expect(written).toBe(1);
    expect(seen[1]).toEqual({ database: 'orders', unseenBecause: 'connection refused' });
  });

  test('fails when a database takes no write', async () => {
    const write = () => Promise.reject(new Error('disk full'));
    await expect(writeHeartbeatRows({ ...deps, write })()).rejects.toThrow('disk full');
  });
});

describe('record-heartbeats', () => {
  async function recorded(seen: HeartbeatSighting[], ledger = new InMemoryLedger(), region = 'us-west-2') {
    const measured: string[] = [];
    const task = recordHeartbeats({
      region,
      ledger,
      measure: (name, value, unit) => measured.push(`${name} ${value} ${unit}`),
    });
    const outcome = await task({ at: at(10), seen }).catch((error: Error) => error);
    return { ledger, measured, outcome };
  }
  const seen = [{ database: 'main', lastHeartbeatAt: at(4), replayLagBytes: 3 }];

  test('keeps what was seen, and measures its age', async () => {
    const { ledger, measured } = await recorded(seen);
    expect(await ledger.heartbeats('us-west-2')).toEqual({
      region: 'us-west-2',
      at: at(10),
      databases: seen,
    });
    expect(measured).toEqual(['HeartbeatAge 6 Seconds']);
  });

  test('what is not known has no figure: its missing is what the alarm rings for', async () => {
    expect((await recorded([{ database: 'main', unseenBecause: 'refused' }])).measured).toEqual([]);
  });

  test('a ledger that gives no answer fails the task, and does not keep the figure back', async () => {
    const ledger = new InMemoryLedger();
    ledger.writeHeartbeats = () => Promise.reject(new Unreachable('the ledger is silent'));
    const { measured, outcome } = await recorded(seen, ledger);
    expect(outcome).toBeInstanceOf(Unreachable);
    expect(measured).toEqual(['HeartbeatAge 6 Seconds']);
  });

  describe('of an application that is kept out', () => {
    const written = (logins: Logins): HeartbeatSighting => ({ database: 'main', writtenAt: at(10), logins });
    const closed = [written({ closed: ['application', 'worker'] })];
    const told = async (seen: HeartbeatSighting[], role = aRole()) => {
      const { measured } = await recorded(seen, new InMemoryLedger(role), 'us-east-1');
      return measured.filter((one) => one.startsWith('ApplicationKeptOut'));
    };

    test('counts the closed roles in the active region', async () => {
      expect(await told(closed)).toEqual(['ApplicationKeptOut 2 Count']);
    });

    test('says nothing while a run is open, or in a region that is not active', async () => {
      expect(await told(closed, aRole({ openRun: anOpenRun() }))).toEqual([]);
      expect(await told(closed, aRole({ activeRegion: 'us-west-2' }))).toEqual([]);
    });

    test('says nothing where all may log in, and does not ask the ledger', async () => {
      const ledger = new InMemoryLedger();
      ledger.role = () => Promise.reject(new Error('asked'));
      const { measured, outcome } = await recorded([written({ closed: [] })], ledger);
      expect(measured).toEqual(['HeartbeatAge 0 Seconds']);
      expect(outcome).toBeUndefined();
    });

    test('keeps what was seen before it asks who is active', async () => {
      const ledger = new InMemoryLedger();
      ledger.role = () => Promise.reject(new Unreachable('the ledger is silent'));
      const { outcome } = await recorded(closed, ledger);
      expect(outcome).toBeInstanceOf(Unreachable);
      expect(await ledger.heartbeats('us-west-2')).toMatchObject({ databases: closed });
    });

    test('has no figure where nobody could look', async () => {
      expect(await told([written({ unseenBecause: 'permission denied' })])).toEqual([]);
      expect(await told(seen)).toEqual([]);
    });
  });
});
