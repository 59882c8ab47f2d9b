import { decideFailover } from '../../lambdas/decide-failover/task';
import { gatherEvidence } from '../../lambdas/gather-evidence/task';
import { FailoverBlocked, Unreachable } from '../../lib/domain/errors';
import type { DatabaseEvent } from '../../lib/domain/in-region-failover';
import type { Situation } from '../../lib/domain/situation';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aHeldRole, aRole } from '../helpers/a-role';
import { aDatabaseStandby, aSituation } from '../helpers/a-situation';
import { anEvidence } from '../helpers/an-evidence';
import { at } from '../helpers/at';
import { aDatastore, FakeCaches } from '../helpers/fake-caches';
import { aReplica, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

describe('gather-evidence', () => {
  const nothing = async (_instance: string): Promise<readonly DatabaseEvent[]> => [];

  function aGathering(told = nothing) {
    const ledger = new InMemoryLedger(aRole({ epoch: 3 }));
    const databases = new FakeDatabases([aReplica()]);
    const caches = new FakeCaches();
    const gather = gatherEvidence({
      deployment: aDeployment(),
      ledger,
      databases,
      caches,
      events: { failoversOf: (instance) => told(instance) },
      now: aClock(5).now,
    });
    return { ledger, databases, caches, gather };
  }
  const { instanceStatus: _, ...read } = aDatabaseStandby();

  test('puts together what everybody says', async () => {
    const { ledger, gather } = aGathering();
    await ledger.writeEvidence(anEvidence('witness'));
    expect(await gather({ standbys: { databases: [read] } })).toEqual({
      now: at(5),
      recoveryRegion: 'us-west-2',
      role: aRole({ epoch: 3 }),
      evidence: [anEvidence('witness')],
      databases: [aDatabaseStandby({ sourceRegion: 'us-east-1' })],
      caches: [{ cache: 'queue', memberStatus: 'associated' }],
      inRegionFailovers: [],
    });
  });

  test('hears which database of the other region is just failing over inside it', async () => {
    const { gather } = aGathering(async (instance) => [
      { at: at(0), message: `${instance}: Multi-AZ instance failover started.`, categories: ['failover'] },
    ]);
    expect((await gather({ standbys: { databases: [read] } })).inRegionFailovers).toEqual([
      { database: 'main', since: at(0) },
    ]);
  });

  test('a region that does not say what happens in it holds nothing back', async () => {
    const { gather } = aGathering(() => Promise.reject(new Unreachable('us-east-1 is silent')));
    expect((await gather({ standbys: { databases: [read] } })).inRegionFailovers).toEqual([]);
  });

  test('leaves a standby unknown that could not be read, or that AWS says nothing of', async () => {
    const { databases, caches, gather } = aGathering();
    databases.instances.clear();
    caches.datastore = aDatastore('us-east-1', { members: [] });
    const situation = await gather({ standbys: { Error: 'States.Timeout', Cause: 'after 25 s' } });
    expect(situation.databases).toEqual([{ database: 'main', instanceStatus: undefined }]);
    expect(situation.caches).toEqual([{ cache: 'queue', memberStatus: undefined }]);
  });

  test('takes no word about a database that the plan does not have', async () => {
    const standbys = { databases: [{ ...read, database: 'orders' }] };
    expect((await aGathering().gather({ standbys })).databases).toEqual([
      { database: 'main', instanceStatus: 'available', sourceRegion: 'us-east-1' },
    ]);
  });

  test('fails without the ledger: nobody else can tell who is active', async () => {
    const { ledger, gather } = aGathering();
    ledger.role = () => Promise.reject(new Unreachable('the ledger is silent'));
    await expect(gather({ standbys: { databases: [] } })).rejects.toThrow(Unreachable);
  });
});

describe('decide-failover', () => {
  /** The plan allows a loss of five minutes, so that the clear case of the builder is one. */
  const deployment = () =>
    aDeployment({
      objectives: { region: { database: aLooseObjective() } },
      'failover.mode': 'automatic',
    });
  const aLooseObjective = () => ({ availability: 99, rto: '15m', rpo: '5m' });

  const decide = (
    situation: Partial<Situation> = {},
    request: { run?: string; approvedBy?: string; quiet?: boolean } = {},
  ) =>
    decideFailover({ deployment: deployment(), now: aClock(126).now })({
      situation: aSituation(situation),
      request: { trigger: 'an alarm', ...request },
      execution: 'execution-1',
    });

  test('says what to do, in which epoch, for whom and since when', async () => {
    expect(await decide()).toEqual({
      outcome: 'act',
      workflow: 'failover',
      claim: { run: 'execution-1', owner: 'execution-1', epoch: 1 },
      from: 'us-east-1',
      to: 'us-west-2',
      trigger: 'an alarm',
      approvedBy: undefined,
      detectedAt: at(125),
      decidedAt: at(126),
      databases: ['main'],
      caches: ['queue'],
      downSince: at(0),
      expectedLossSeconds: 130,
      switchover: {
        name: 'execution-1-switchover',
        input: { run: 'execution-1', trigger: 'an alarm', approvedBy: undefined },
      },
      asks: expect.objectContaining({ objections: [], expiresAfterSeconds: 3_600 }),
    });
  });

  test('a primary that lives hands its role over, under the same run', async () => {
    const databases = [aDatabaseStandby({ lastHeartbeatAt: at(124) })];
    expect(await decide({ databases }, { run: 'run-1', approvedBy: 'ada' })).toMatchObject({
      outcome: 'switchover',
      switchover: { input: { run: 'run-1', trigger: 'an alarm', approvedBy: 'ada' } },
    });
  });

  test('a run that is started by the minute is as quiet when it becomes a switchover', async () => {
    const databases = [aDatabaseStandby({ lastHeartbeatAt: at(124) })];
    expect(await decide({ databases }, { quiet: true })).toMatchObject({
      outcome: 'switchover',
      switchover: { input: { quiet: true } },
    });
  });

  test('a failover that was given up does not keep a primary that lives from handing its role over', async () => {
    const databases = [aDatabaseStandby({ lastHeartbeatAt: at(124) })];
    const role = aRole({ lastAbandoned: { at: at(25), run: 'run-0', workflow: 'failover' } });
    expect(await decide({ databases, role })).toMatchObject({ outcome: 'switchover' });
  });

  test('a switchover has a name that Step Functions takes, however long the name of the execution is', async () => {
    const decision = await decideFailover({ deployment: deployment(), now: aClock(126).now })({
      situation: aSituation(),
      request: { trigger: 'an alarm' },
      execution: 'x'.repeat(80),
    });
    expect(decision.switchover.name).toHaveLength(80);
  });

  test('decides the same way on the same situation', async () => {
    expect(await decide()).toEqual(await decide());
  });

  test('answers no with the reasons, unless a named person lifts them', async () => {
    const doubtful = { evidence: [anEvidence('witness')] };
    await expect(decide(doubtful)).rejects.toThrow(FailoverBlocked);
    await expect(decide(doubtful)).rejects.toThrow('fewer than 2 vantage points');
    expect(await decide(doubtful, { approvedBy: 'ada' })).toMatchObject({
      outcome: 'act',
      approvedBy: 'ada',
    });
  });

  test('carries a run on that is open, though its own doing has changed the situation', async () => {
    const role = aHeldRole({ epoch: 2, activeRegion: 'us-west-2' });
    const databases = [aDatabaseStandby({ inRecovery: false })];
    expect(await decide({ role, databases }, { run: 'run-1' })).toMatchObject({
      outcome: 'act',
      claim: { run: 'run-1', owner: 'execution-1', epoch: 1 },
      from: 'us-east-1',
    });
  });

  test('finds a run finished that has moved the role before', async () => {
    const role = aRole({ epoch: 2, activeRegion: 'us-west-2', lastChange: { at: at(0), run: 'run-1' } });
    expect(await decide({ role }, { run: 'run-1' })).toMatchObject({ outcome: 'finished' });
  });

  test('does not join the open run of another name', async () => {
    await expect(decide({ role: aHeldRole() }, { run: 'run-2' })).rejects.toThrow(
      'run run-1 to us-west-2 is open',
    );
  });
});
