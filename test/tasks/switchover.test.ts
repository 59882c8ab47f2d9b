import { awaitReplay } from '../../lambdas/await-replay/task';
import { contract as decideContract } from '../../lambdas/decide-switchover/contract';
import { decideSwitchover } from '../../lambdas/decide-switchover/task';
import { holdWrites } from '../../lambdas/hold-writes/task';
import { redirectWriters } from '../../lambdas/redirect-writers/task';
import { releaseHold } from '../../lambdas/release-hold/task';
import { notePromotion } from '../../lambdas/runtime/note-promotion';
import {
  FailoverBlocked,
  LeaseLost,
  LedgerBusy,
  NotReady,
  PromotionBegun,
  TerminalState,
  Unreachable,
} from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, anOpenRun, aRole } from '../helpers/a-role';
import { aDatabaseStandby, aSituation } from '../helpers/a-situation';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const { now } = aClock(5);
const from = 'us-east-1';
const input = { claim: aClaim(), from };
const aSwitchover = (overrides: Parameters<typeof anOpenRun>[0] = {}) =>
  aHeldRole({ openRun: anOpenRun({ workflow: 'switchover', ...overrides }) });

const blocked = { outcome: 'blocked', database: 'main', lsn: '0/5000', sessionsEnded: 3, at: at(4) } as const;

describe('hold-writes', () => {
  const aTask = (
    databases: readonly (typeof blocked | { outcome: 'standby'; database: string })[],
    role = aSwitchover(),
  ) => {
    const asked: string[] = [];
    const hold = async (region: string, run: string) => {
      asked.push(`${region} for ${run}`);
      return { databases: [...databases], caches: [] };
    };
    return { asked, task: holdWrites({ ledger: new InMemoryLedger(role), writeAccess: { hold }, now }) };
  };

  test('has the region closed that is left, and says how far a standby has to come', async () => {
    const { asked, task } = aTask([blocked]);
    expect(await task(input)).toEqual({ databases: [blocked], caches: [], at: at(5) });
    expect(asked).toEqual(['us-east-1 for run-1']);
  });

  test('closes nothing without the lease', async () => {
    const { asked, task } = aTask([blocked], aRole());
    await expect(task(input)).rejects.toThrow(LeaseLost);
    expect(asked).toEqual([]);
  });

  test('refuses a region whose database is a standby: nothing that was closed protects anything', async () => {
    const { task } = aTask([{ outcome: 'standby', database: 'main' }]);
    await expect(task(input)).rejects.toThrow('main in us-east-1 is a standby, expected the primary');
  });
});

describe('release-hold', () => {
  const aTask = (release: () => Promise<void>, role = aSwitchover()) =>
    releaseHold({ ledger: new InMemoryLedger(role), writeAccess: { release }, now });

  test('opens the region again, and again when called again', async () => {
    const task = aTask(async () => undefined);
    expect(await task(input)).toEqual({ released: from, at: at(5) });
    expect(await task(input)).toEqual({ released: from, at: at(5) });
  });

  test('opens nothing once a promotion was asked for', async () => {
    const release = jest.fn(async () => undefined);
    const task = aTask(release, aSwitchover({ promotingSince: at(3) }));
    await expect(task(input)).rejects.toThrow(PromotionBegun);
    await expect(task(input)).rejects.toThrow('start it again with run set to run-1');
    expect(release).not.toHaveBeenCalled();
  });

  test('tells the ledger before anything is opened: nobody asks for a promotion after that', async () => {
    const ledger = new InMemoryLedger(aSwitchover());
    const release = async () => expect(ledger.current.openRun?.undoingSince).toBe(at(5));
    await releaseHold({ ledger, writeAccess: { release }, now })(input);
    await expect(notePromotion(ledger, aClaim(), at(6))).rejects.toThrow(LeaseLost);
    expect(ledger.current.openRun).not.toHaveProperty('promotingSince');
    expect.assertions(3);
  });

  test('opens nothing when a promotion is noted between its look and its note', async () => {
    const ledger = new InMemoryLedger(aSwitchover());
    const release = jest.fn(async () => undefined);
    const { writeRole } = ledger;
    ledger.writeRole = async (next) => {
      ledger.writeRole = writeRole;
      await notePromotion(ledger, aClaim(), at(4));
      await writeRole(next);
    };
    const task = releaseHold({ ledger, writeAccess: { release }, now });
    await expect(task(input)).rejects.toThrow(LedgerBusy);
    await expect(task(input)).rejects.toThrow(PromotionBegun);
    expect(release).not.toHaveBeenCalled();
  });

  test('what the region itself refuses is not taken for a promotion', async () => {
    const task = aTask(() => Promise.reject(new TerminalState('it does not permit what pausing takes')));
    await expect(task(input)).rejects.toThrow(TerminalState);
  });

  test('says how to open what it could not', async () => {
    const task = aTask(() => Promise.reject(new Unreachable('no answer')));
    await expect(task(input)).rejects.toThrow(Unreachable);
    await expect(task(input)).rejects.toThrow('{"order":"release","run":"run-1"}');
  });
});

describe('await-replay', () => {
  const databases = [{ database: 'main', lsn: '0/5000' }];

  test('passes when the standby has come to where the writes ended', async () => {
    const read = async () => ({ isStandby: true, replayed: '0/5000', bytesLeft: 0 });
    const replayed = [{ database: 'main', lsn: '0/5000', replayed: '0/5000' }];
    expect(await awaitReplay({ read, now })({ databases })).toEqual({ databases: replayed, at: at(5) });
  });

  test.each([
    ['is behind', { replayed: '0/4FF0', bytesLeft: 16 }, 'replayed to 0/4FF0, expected 0/5000: 16 bytes'],
    ['has replayed nothing', {}, 'replayed to nowhere'],
  ])('waits for a standby that %s', async (_, replay, because) => {
    const waiting = awaitReplay({ read: async () => ({ isStandby: true, ...replay }), now })({ databases });
    await expect(waiting).rejects.toThrow(NotReady);
    await expect(waiting).rejects.toThrow(because);
  });

  test('calls a database that takes writes already no proof', async () => {
    const read = async () => ({ isStandby: false });
    await expect(awaitReplay({ read, now })({ databases })).rejects.toThrow(TerminalState);
  });
});

describe('decide-switchover', () => {
  const deployment = aDeployment({ 'databases.0.applicationRoles': ['firebackup'] });
  const task = decideSwitchover({ deployment, region: 'us-west-2', now });
  const databases = [aDatabaseStandby({ sourceRegion: from, lastHeartbeatAt: at(120) })];
  const decide = (role = aRole(), run = 'run-1') =>
    task(
      decideContract.input.parse({
        situation: aSituation({ role, databases, evidence: [] }),
        request: { run, trigger: 'ada asks' },
        execution: 'execution-1',
      }),
    );

  test('makes its own region the target', async () => {
    expect(await decide()).toMatchObject({
      outcome: 'act',
      workflow: 'switchover',
      from,
      to: 'us-west-2',
      claim: aClaim(),
      databases: ['main'],
    });
  });

  test.each([
    [aRole(), 'switchover', []],
    [
      aRole({ pausedBy: 'grace' }),
      'refuse',
      [expect.objectContaining({ kind: 'paused', approvable: false })],
    ],
  ] as const)(
    'a dry run says what stands in the way, and what would be done: %#',
    async (role, would, objections) => {
      const tried = await task(
        decideContract.input.parse({
          situation: aSituation({ role, databases, evidence: [] }),
          request: { dryRun: true },
          execution: 'dry-run-1',
        }),
      );
      expect(tried).toMatchObject({
        outcome: 'dry-run',
        workflow: 'switchover',
        would,
        asks: { objections },
      });
      expect(tried.asks?.steps).toContain('block the writes of the application in us-east-1');
    },
  );

  test('a run of its own that is open is not decided again', async () => {
    const role = aSwitchover();
    expect(await decide(role)).toMatchObject({ outcome: 'act', claim: aClaim() });
  });

  test('nobody approves by a blank', () => {
    const request = { run: 'run-1', approvedBy: ' ' };
    expect(() =>
      decideContract.input.parse({ situation: aSituation(), request, execution: 'execution-1' }),
    ).toThrow('expected the name of a person');
  });

  test('an open failover is not gone on with as a switchover', async () => {
    await expect(decide(aHeldRole())).rejects.toThrow(FailoverBlocked);
  });

  test('a run that moved the role before is finished', async () => {
    const role = aRole({ activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(1), run: 'run-1' } });
    expect(await decide(role)).toMatchObject({ outcome: 'finished' });
  });

  test('the answer no is a sentence', async () => {
    await expect(decide(aRole({ activeRegion: 'us-west-2' }))).rejects.toThrow(
      'is already the active region',
    );
  });
});

describe('redirect-writers', () => {
  const aTask = (replicas: string[], primaries: string[]) =>
    redirectWriters({ writeAccess: { redirect: async () => ({ replicas, primaries }) } });

  test('is done once the caches of the region that was left are replicas', async () => {
    expect(await aTask(['queue', 'sessions'], [])(input)).toEqual({ caches: ['queue', 'sessions'] });
  });

  test('waits while one of them takes writes, since those would be lost', async () => {
    await expect(aTask(['sessions'], ['queue'])(input)).rejects.toThrow(
      'queue in us-east-1 takes writes still, expected a replica',
    );
  });
});
