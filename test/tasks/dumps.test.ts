import { checkDump } from '../../lambdas/check-dump/task';
import { checkDumpCopy } from '../../lambdas/check-dump-copy/task';
import { judgeDumps } from '../../lambdas/judge-dumps/task';
import { lockDump } from '../../lambdas/lock-dump/task';
import { planDumps } from '../../lambdas/plan-dumps/task';
import { recordDump } from '../../lambdas/record-dump/task';
import type { DumpJob } from '../../lambdas/runtime/dump-shapes';
import type { ObjectHead } from '../../lib/aws/object-heads';
import { Incomplete, InvalidInput, NotReady, TerminalState } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aDump, aDumpHead, aDumpJob, dumpPolicy } from '../helpers/a-dump';
import { aDeployment } from '../helpers/a-plan';
import { aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const headed = (heads: Readonly<Record<string, ObjectHead>>) => (region: string) => ({
  head: async (bucket: string, key: string, versionId = 'v1') =>
    heads[`${region} ${bucket}/${key} ${versionId}`],
});
const HOME = 'us-east-1 backups-primary/dumps/firebackup-main-dumps-202603010300.dump v1';
const AWAY = 'us-west-2 backups-recovery/dumps/firebackup-main-dumps-202603010300.dump v1';

describe('plan-dumps', () => {
  const plan = (region: string, { role = aRole(), canLock = true, heads = {}, policy = 'dumps' } = {}) =>
    planDumps({
      deployment: aDeployment({ dumps: [dumpPolicy()] }),
      buckets: { primary: 'backups-primary', recovery: 'backups-recovery' },
      region,
      ledger: new InMemoryLedger(role),
      objects: headed(heads)(region),
      locks: { canLock: async () => canLock },
    })({ policy, due: '2026-03-01T03:00:00Z' });

  test('says of the active region what to dump, from where, and where its copy will lie', async () => {
    expect(await plan('us-east-1')).toEqual({ jobs: [aDumpJob()] });
  });

  test('does not want again what lies there already', async () => {
    const { jobs } = await plan('us-east-1', { heads: { [HOME]: aDumpHead() } });
    expect(jobs).toEqual([aDumpJob({ isThere: true })]);
  });

  test('after a failover dumps the promoted side, of which S3 makes no copy', async () => {
    const { jobs } = await plan('us-west-2', { role: aRole({ activeRegion: 'us-west-2', epoch: 2 }) });
    expect(jobs[0]).toMatchObject({
      region: 'us-west-2',
      bucket: 'backups-recovery',
      connection: { host: 'firebackup-recovery.example.com' },
      task: { subnets: ['subnet-00000072'] },
    });
    expect(jobs[0]).not.toHaveProperty('copy');
  });

  test('has nothing to do in a region that is not the active one, and says why', async () => {
    expect(await plan('us-west-2')).toEqual({
      jobs: [],
      because: 'us-east-1 is the active region in epoch 1; its own schedule makes them',
    });
  });

  test.each([
    [
      'a policy that the plan does not have',
      { policy: 'hourly' },
      'no policy hourly for dumps; expected one of dumps',
    ],
    ['a bucket without a lock', { canLock: false }, 'bucket backups-primary has no object lock'],
  ])('refuses %s', async (_, circumstances, because) => {
    await expect(plan('us-east-1', circumstances)).rejects.toThrow(InvalidInput);
    await expect(plan('us-east-1', circumstances)).rejects.toThrow(because);
  });
});

describe('check-dump', () => {
  const check = (head?: ObjectHead) =>
    checkDump({ objects: headed(head ? { [HOME]: head } : {}) })({ job: aDumpJob() });

  test('takes what S3 has as it was counted and summed', async () => {
    expect(await check(aDumpHead())).toEqual(aDump());
  });

  test('takes a sum over the sums of parts for what it is', async () => {
    expect(await check(aDumpHead({ checksum: 'SHA256:c29tZXRoaW5nIGVsc2U=-3' }))).toEqual(aDump());
  });

  const { metadata } = aDumpHead();
  test.each<[string, ObjectHead | undefined, string]>([
    ['is not there', undefined, 'what its task said is in the log group /ecs/firebackup-dump'],
    ['is shorter than counted', aDumpHead({ bytes: 7 }), 'has 7 bytes, expected 2048'],
    ['is empty', aDumpHead({ bytes: 0, metadata: { ...metadata, bytes: '0' } }), 'has 0 bytes, expected 0'],
    ['was not counted', aDumpHead({ metadata: {} }), 'expected a size that its task has counted'],
    ['has another sum', aDumpHead({ checksum: 'SHA256:c29tZXRoaW5nIGVsc2U=' }), 'expected the sum aaaa'],
    ['was summed by CRC', aDumpHead({ checksum: 'CRC32:AAAA' }), 'was stored with CRC32:AAAA'],
    ['has no checksum', aDumpHead({ checksum: undefined }), 'was stored with no checksum'],
    ['tells no time', aDumpHead({ metadata: { ...metadata, 'taken-at': 'now' } }), 'taken at "now"'],
    [
      'lies under another key',
      aDumpHead({ encryptedBy: 'AES256' }),
      'lies under AES256, expected arn:aws:kms:us-east-1',
    ],
  ])('refuses a dump that %s', async (_, head, because) => {
    await expect(check(head)).rejects.toThrow(TerminalState);
    await expect(check(head)).rejects.toThrow(because);
  });
});

describe('lock-dump', () => {
  const UNTIL = '2026-03-08T03:00:05.000Z';
  function aLock({ lockedUntil, holds = true }: { lockedUntil?: string; holds?: boolean } = {}) {
    const asked: string[] = [];
    let lockedNow = lockedUntil;
    const lock = lockDump({
      objects: () => ({ head: async () => aDumpHead({ lockedUntil: lockedNow }) }),
      locks: (region) => ({
        lock: async ({ bucket, versionId }, until) => {
          asked.push(`${region} ${bucket} ${versionId} until ${until}`);
          if (holds) lockedNow = until;
        },
      }),
      now: () => '2026-03-01T03:10:00.000Z',
    });
    return { asked, lock: (dump = aDump()) => lock({ job: aDumpJob(), dump }) };
  }

  test("locks the version from its data's moment for the policy's days, once", async () => {
    const { lock, asked } = aLock();
    expect(await lock()).toEqual({ outcome: 'locked', until: UNTIL });
    expect(await lock()).toEqual({ outcome: 'already', until: UNTIL });
    expect(asked).toEqual([`us-east-1 backups-primary v1 until ${UNTIL}`]);
  });

  test('leaves a lock that lasts longer, and prolongs one that does not', async () => {
    expect(await aLock({ lockedUntil: '2026-04-01T00:00:00.000Z' }).lock()).toMatchObject({
      outcome: 'already',
    });
    expect(await aLock({ lockedUntil: '2026-03-02T00:00:00.000Z' }).lock()).toMatchObject({
      outcome: 'locked',
    });
  });

  test('asks for no end that lies behind', async () => {
    const { lock, asked } = aLock();
    expect(await lock(aDump({ takenAt: '2026-02-01T00:00:00.000Z' }))).toMatchObject({ outcome: 'past' });
    expect(asked).toEqual([]);
  });

  test('refuses to go on with a version that is not locked afterwards', async () => {
    await expect(aLock({ holds: false }).lock()).rejects.toThrow(TerminalState);
  });
});

describe('check-dump-copy', () => {
  const check = (heads: Readonly<Record<string, ObjectHead>>, job: DumpJob = aDumpJob()) =>
    checkDumpCopy({ objects: headed(heads) })({ job, dump: aDump() });
  const { keyArn } = aDumpJob().copy ?? {};
  const replica = (overrides: Partial<ObjectHead> = {}) =>
    aDumpHead({ encryptedBy: keyArn, replication: 'REPLICA', ...overrides });

  test('takes the replica of the same version', async () => {
    expect(await check({ [AWAY]: replica() })).toEqual(
      aDump({ region: 'us-west-2', bucket: 'backups-recovery' }),
    );
  });

  test.each(['PENDING', 'COMPLETED'])('waits while replication is %s', async (replication) => {
    await expect(check({ [HOME]: aDumpHead({ replication }) })).rejects.toThrow(NotReady);
  });

  test.each<[string, Readonly<Record<string, ObjectHead>>, string]>([
    ['failed', { [HOME]: aDumpHead({ replication: 'FAILED' }) }, 'replication is FAILED'],
    ['is not set up', { [HOME]: aDumpHead() }, 'replication is not set up'],
    ['brought less', { [AWAY]: replica({ bytes: 1 }) }, 'has 1 bytes, expected 2048'],
    [
      'brought something else',
      { [AWAY]: replica({ metadata: { sha256: 'b' } }) },
      'says its sum is SHA256:b',
    ],
    ['used another key', { [AWAY]: replica({ encryptedBy: 'arn:lost' }) }, 'lies under arn:lost'],
  ])('gives up on a replication that %s', async (_, heads, because) => {
    await expect(check(heads)).rejects.toThrow(TerminalState);
    await expect(check(heads)).rejects.toThrow(because);
  });

  test('is not asked of a dump that is not replicated', async () => {
    await expect(check({}, aDumpJob({ copy: undefined }))).rejects.toThrow(InvalidInput);
  });
});

test('record-dump enters the dump and its copy, unproven, and the same when called again', async () => {
  const ledger = new InMemoryLedger();
  const record = recordDump({ ledger, now: aClock(9).now });
  const copy = aDump({ region: 'us-west-2', bucket: 'backups-recovery' });
  await record({ job: aDumpJob(), dump: aDump() });
  await record({ job: aDumpJob(), dump: copy });
  await record({ job: aDumpJob(), dump: copy });
  expect(await ledger.recoveryPoints()).toEqual([
    {
      ...aDump(),
      id: aDumpJob().id,
      kind: 'logical-dump',
      store: 'main',
      policy: 'dumps',
      recordedAt: at(9),
    },
    {
      ...copy,
      id: aDumpJob().id,
      kind: 'logical-dump-copy',
      store: 'main',
      policy: 'dumps',
      recordedAt: at(9),
    },
  ]);
});

describe('judge-dumps', () => {
  const good = { database: 'main', id: 'a-dump' };
  const judge = (failed: { Error: string; Cause: string }) =>
    judgeDumps()({ results: [good, { database: 'orders', failed }], pruned: { deleted: [] } });

  test('counts what was made', async () => {
    expect(await judgeDumps()({ results: [good, good], pruned: { deleted: [] } })).toEqual({ made: 2 });
  });

  test('fails a run of which a part failed, and says what its container said', async () => {
    const Cause = JSON.stringify({
      StoppedReason: 'Essential container in task exited',
      Containers: [
        { Name: 'sign-in', ExitCode: 0 },
        { Name: 'dump', ExitCode: 1, Reason: 'aborting because of server version mismatch' },
        { Name: 'upload' },
      ],
    });
    const judged = judge({ Error: 'States.TaskFailed', Cause });
    await expect(judged).rejects.toThrow(Incomplete);
    await expect(judged).rejects.toThrow(
      '1 of 2 dumps failed: orders: States.TaskFailed: Essential container in task exited; ' +
        'dump ended with 1: aborting because of server version mismatch; upload did not begin',
    );
  });

  test.each(['no dump lies at …', '{"not": "a task"}'])(
    'leaves another cause as it is: %s',
    async (Cause) => {
      await expect(judge({ Error: 'TerminalState', Cause })).rejects.toThrow(
        `orders: TerminalState: ${Cause}`,
      );
    },
  );
});
