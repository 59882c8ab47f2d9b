import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIZES } from '../../lib/plan/sizing';
import { completion, SHELLS } from '../../operator/command/completion';
import { BadInput } from '../../operator/command/endings';
import { program } from '../../operator/command/program';
import { PLAIN } from '../../operator/command/screen';
import { doctor } from '../../operator/commands/doctor';
import { init } from '../../operator/commands/init';
import { planCheck } from '../../operator/commands/plan-check';
import { planExplain } from '../../operator/commands/plan-explain';
import { runbook } from '../../operator/commands/runbook';
import { size } from '../../operator/commands/size';
import { isUntold, readAnyPlan } from '../../operator/plan/any-plan';
import type { Operations } from '../../rehearsal/cloud/interception';
import { aPlan, planText } from '../helpers/a-plan';
import { aDesk, type DeskSettings } from './a-desk';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plans-'));
});
afterEach(() => rmSync(folder, { recursive: true }));
const planFile = (text: string): string => {
  const file = join(folder, 'plan.yaml');
  writeFileSync(file, text);
  return file;
};

test('a sound plan is told in a line, and where to go on', async () => {
  const file = planFile(planText());
  const { lines, data, news } = await planCheck(file, PLAIN);
  expect({ news, data }).toMatchObject({ news: 'fine', data: { sound: true, problems: [] } });
  expect(lines.join('\n')).toContain('us-east-1 to us-west-2, watched from us-east-2');
  const told = lines.join(' ').replace(/ +/g, ' ');
  for (const next of ['plan explain', 'doctor']) expect(told).toContain(`firebackup ${next} --plan ${file}`);
});

test('everything that is wrong with a plan is told at once', async () => {
  const file = planFile(planText({ 'failover.mode': 'maybe', 'databases.0.backupRetentionDays': 0 }));
  const { lines, data, news } = await planCheck(file, PLAIN);
  expect(news).toBe('badInput');
  expect((data as { problems: string[] }).problems).toHaveLength(2);
  expect(lines.join('\n')).toContain('failover.mode: found "maybe"');
});

describe('a plan in words', () => {
  const explained = async (overrides?: Readonly<Record<string, unknown>>) => {
    const { lines } = await planExplain(aDesk({ plan: aPlan(overrides) }));
    return lines.join(' ').replace(/ +/g, ' ');
  };

  test.each([
    'database main: firebackup-primary in us-east-1, replicated to firebackup-recovery in us-west-2',
    'every moment of the last 7 days of main',
    'nightly: snapshots of main, cron(0 3 * * ? *), copied to the other region',
    'kept: the newest of each of 7 days, and the newest 1 proven ones however old',
    'by 3 bad probes in a row over 2 min',
    'a run asks on-call@example.com whether to move everything to us-west-2',
    'nothing is promoted, and a person has to decide',
    'goes on serving whoever still reaches it',
    'database: back within 15 min, missing at most 60 s of writes',
    'no dumps of main',
    'no applicationRoles of main',
    'no backups of cache queue',
    'no compute',
  ])('says: %s', async (expected) => {
    expect(await explained()).toContain(expected);
  });

  test.each([
    [{ 'failover.mode': 'off' }, 'nothing happens until a person starts a failover'],
    [{ 'failover.whenUnfenced': 'promote' }, 'promoted all the same'],
    [{ 'failover.isolation': 'fence' }, 'closes itself to clients'],
    [{ 'caches.0.onRegionLoss': 'cold' }, 'a new one starts empty'],
    [{ 'api.regionHeader': 'x-region' }, 'no api.writeUrl'],
  ])('with %j says: %s', async (overrides, expected) => {
    expect(await explained(overrides)).toContain(expected);
  });

  test.each([80, 200])('fits into %i columns', async (columns) => {
    const { lines } = await planExplain(aDesk({ columns }));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
  });
});

describe('the runbook', () => {
  test('is written from the ledger, in whichever region answers', async () => {
    const { lines, data } = await runbook(aDesk({ dead: ['us-east-1'] }), { stored: false });
    expect(lines[0]).toBe('# firebackup: by hand');
    expect(lines.join('\n')).toContain('firebackup-backups-us-west-2-111122223333');
    expect(data).toMatchObject({ ledger: { silent: [{ region: 'us-east-1' }] } });
  });

  const bucket = (asked: string[]): Operations => ({
    GetObject: async ({ Bucket, Key }) => {
      asked.push(`${Bucket}/${Key}`);
      return { Body: { transformToString: async () => '# as it was' } };
    },
  });

  test('is read from the other bucket when its first one is gone', async () => {
    const asked: string[] = [];
    const desk = aDesk({ dead: ['us-west-2'], services: { S3: bucket(asked) } });
    expect((await runbook(desk, { stored: true })).lines).toEqual(['# as it was']);
    expect(asked).toEqual(['firebackup-backups-us-east-1-111122223333/runbook/firebackup.md']);
    expect(desk.notes.join()).toContain('us-west-2');
  });

  test('that cannot be written without a ledger says where to look', async () => {
    const desk = aDesk({ dead: ['us-east-1', 'us-west-2', 'us-east-2'] });
    await expect(runbook(desk, { stored: false })).rejects.toThrow('the ledger answers in no region');
    expect(desk.notes.join()).toContain('firebackup runbook --stored');
  });
});

describe('a plan whose workload is built here', () => {
  const reference = join(import.meta.dirname, '..', '..', 'firebackup.reference.yaml');

  test('is sound, and says of what AWS made that it is not in the file', async () => {
    expect(await planCheck(reference, PLAIN)).toMatchObject({ news: 'fine' });
    const plan = readAnyPlan(reference);
    const { lines } = await planExplain(aDesk({ plan, columns: 200 }));
    expect(lines.join('\n')).toContain('by GlobalDatastore of primary, made by the stack');
    expect(isUntold(plan.networks.primary.securityGroup)).toBe(true);
    expect(isUntold(plan.databases[0]?.primary.instance ?? '')).toBe(false);
  });

  test('is examined as far as its names lead, and the rest is unknown', async () => {
    const { data } = await doctor(aDesk({ plan: readAnyPlan(reference), dead: ['us-east-1'] }));
    const { findings } = data as { findings: { state: string; what: string; found: string }[] };
    const untold = findings.filter(({ found }) => found.includes('made by the stack'));
    expect(untold.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['cache queue', 'fence of main in us-west-2']),
    );
    for (const { state } of untold) expect(state).toBe('unknown');
  });

  test('has its buckets in the account of its machines', async () => {
    const stateMachineArn = 'arn:aws:states:us-west-2:111122223333:stateMachine:firebackup-switchover';
    const SFN: Operations = {
      ListStateMachines: async () => ({
        stateMachines: [{ name: 'firebackup-switchover', stateMachineArn }],
      }),
    };
    const desk = aDesk({ plan: readAnyPlan(reference), services: { SFN } });
    const { lines } = await runbook(desk, { stored: false });
    expect(lines.join('\n')).toContain('firebackup-backups-us-west-2-111122223333');
  });
});

describe('a first plan', () => {
  const example = join(import.meta.dirname, '..', '..', 'firebackup.yaml');
  const said: Readonly<Record<string, string>> = {
    'primary region': 'eu-west-1',
    'recovery region': 'eu-central-1',
    'witness region': 'eu-west-2',
    'the API': 'https://backup.example.org/health',
    'e-mail': 'ops@example.org',
    'failover:': 'approval',
    'when the old': 'stop',
    'a region that hears': 'fence',
    'days of automated': '14',
    proven: '3',
    'days that nobody': '30',
  };
  const noted: string[] = [];
  beforeEach(() => noted.splice(0));
  /** Who answers by how a question begins; of several answers the first is given first. */
  const looking = (answers: Readonly<Record<string, string | readonly string[]>>, desk = aDesk()) => {
    const left = new Map(Object.entries(answers).map(([begin, one]) => [begin, [one].flat()]));
    return {
      aws: desk.aws,
      note: (line: string) => noted.push(line),
      ask: async (question: string) => {
        const [, words = []] = [...left].find(([begin]) => question.startsWith(begin)) ?? [];
        return (words.length > 1 ? words.shift() : words[0]) ?? '';
      },
    };
  };

  test('has the answers, is sound, and keeps the comments of the example', async () => {
    const file = join(folder, 'mine.yaml');
    expect(await init(looking(said), { file, fromAws: false, example })).toMatchObject({ news: 'fine' });
    const plan = readAnyPlan(file);
    expect(plan).toMatchObject({
      name: 'firebackup',
      regions: { primary: 'eu-west-1', recovery: 'eu-central-1', witness: 'eu-west-2' },
      notify: 'ops@example.org',
      api: { publicUrl: 'https://backup.example.org/health' },
      failover: { mode: 'approval', whenUnfenced: 'stop', isolation: 'fence' },
      policies: [{ keepProven: 3 }],
      dumps: [{ keepProven: 3, lockDays: 30 }],
    });
    expect(plan.databases[0]).toMatchObject({ backupRetentionDays: 14 });
    expect(plan.keys.recovery).toContain(':eu-central-1:');
    expect(readFileSync(file, 'utf8')).toContain('# the third vantage point');
  });

  test('keeps both regions where they are each other’s in the example', async () => {
    const file = join(folder, 'mine.yaml');
    const turned = {
      ...said,
      'primary region': 'us-west-2',
      'recovery region': 'us-east-1',
      'witness region': 'us-east-2',
    };
    await init(looking(turned), { file, fromAws: false, example });
    expect(readAnyPlan(file).keys).toEqual({
      primary: expect.stringContaining(':us-west-2:'),
      recovery: expect.stringContaining(':us-east-1:'),
    });
  });

  test.each([
    [{ ...said, 'days of automated': '' }, 'retentionDays: expected an answer'],
    [{ ...said, 'failover:': 'sometimes' }, 'failover.mode: found "sometimes"'],
  ])('is not written with what is no answer: %#', async (answers, expected) => {
    const file = join(folder, 'mine.yaml');
    await expect(init(looking(answers), { file, fromAws: false, example })).rejects.toThrow(expected);
    expect(existsSync(file)).toBe(false);
  });

  test('is asked for again where its schema refuses an answer, and for nothing else', async () => {
    const file = join(folder, 'mine.yaml');
    const answers = { ...said, 'failover:': ['sometimes', 'off'], 'days of automated': ['', '99', '9'] };
    await init(looking(answers), { file, fromAws: false, example });
    expect(noted).toEqual([
      expect.stringContaining('retentionDays: expected an answer'),
      expect.stringContaining('failover.mode: found "sometimes"'),
      expect.stringContaining('backupRetentionDays: found 99'),
    ]);
    const plan = readAnyPlan(file);
    expect(plan.failover.mode).toBe('off');
    expect(plan.databases[0]?.backupRetentionDays).toBe(9);
  });

  describe('that is read from an account', () => {
    const instance = (id: string, region: string, follows?: string) => ({
      DBInstanceIdentifier: id,
      DBInstanceArn: `arn:aws:rds:${region}:111122223333:db:${id}`,
      Engine: 'postgres',
      Endpoint: { Address: `${id}.${region}.rds.amazonaws.com` },
      DBSubnetGroup: {
        DBSubnetGroupName: 'their-subnets',
        VpcId: `vpc-${region === 'eu-west-1' ? '11111111' : '22222222'}`,
        Subnets: [{ SubnetIdentifier: 'subnet-11111111' }, { SubnetIdentifier: 'subnet-22222222' }],
      },
      DBParameterGroups: [{ DBParameterGroupName: 'their-parameters' }],
      VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-33333333' }],
      KmsKeyId: `arn:aws:kms:${region}:111122223333:key/theirs`,
      DBInstanceClass: 'db.r6g.xlarge',
      DBName: 'invoices',
      ReadReplicaSourceDBInstanceIdentifier: follows,
    });
    const services = (pairs: readonly string[], groups: readonly object[]): DeskSettings['services'] => ({
      RDS: {
        DescribeDBInstances: async (_input, region) => ({
          DBInstances: pairs.map((id) =>
            region === 'eu-west-1'
              ? instance(id, region)
              : instance(`${id}-dr`, region, `arn:aws:rds:eu-west-1:111122223333:db:${id}`),
          ),
        }),
      },
      ElastiCache: {
        DescribeGlobalReplicationGroups: async () => ({ GlobalReplicationGroups: groups }),
        DescribeReplicationGroups: async ({ ReplicationGroupId: id }) => ({
          ReplicationGroups: [
            {
              CacheNodeType: 'cache.m6g.large',
              NodeGroups: [{ PrimaryEndpoint: { Address: `${id}.cache` } }],
            },
          ],
        }),
        DescribeCacheClusters: async (_input, region) => ({
          CacheClusters: ['theirs', 'theirs-dr'].map((id) => ({
            ReplicationGroupId: id,
            CacheSubnetGroupName: `caches-${region}`,
            SecurityGroups: [{ SecurityGroupId: 'sg-44444444' }],
          })),
        }),
      },
    });
    const datastore = {
      GlobalReplicationGroupId: 'ldgnf-theirs',
      Members: [
        { ReplicationGroupRegion: 'eu-west-1', ReplicationGroupId: 'theirs' },
        { ReplicationGroupRegion: 'eu-central-1', ReplicationGroupId: 'theirs-dr' },
      ],
    };
    const read = async (
      given: DeskSettings['services'],
      answers: Readonly<Record<string, string>> = said,
    ) => {
      const file = join(folder, 'mine.yaml');
      const desk = aDesk({ ...(given && { services: given }) });
      const told = await init(looking(answers, desk), { file, fromAws: true, example });
      return { plan: readAnyPlan(file), text: readFileSync(file, 'utf8'), told };
    };

    test('names what runs there, and keeps every comment where it stood', async () => {
      const { plan, text, told } = await read(services(['invoices'], [datastore]));
      expect(plan.databases[0]).toMatchObject({
        databaseName: 'invoices',
        instanceClass: 'db.r6g.xlarge',
        primary: {
          instance: 'invoices',
          host: 'invoices.eu-west-1.rds.amazonaws.com',
          subnetGroup: 'their-subnets',
        },
        recovery: {
          instance: 'invoices-dr',
          securityGroups: ['sg-33333333'],
          parameterGroup: 'their-parameters',
        },
      });
      expect(plan.networks.recovery).toMatchObject({
        vpc: 'vpc-22222222',
        subnets: ['subnet-11111111', 'subnet-22222222'],
      });
      expect(plan.keys.recovery).toBe('arn:aws:kms:eu-central-1:111122223333:key/theirs');
      expect(plan.caches[0]).toMatchObject({
        globalDatastore: 'ldgnf-theirs',
        nodeType: 'cache.m6g.large',
        primary: { replicationGroup: 'theirs', subnetGroup: 'caches-eu-west-1' },
        recovery: { replicationGroup: 'theirs-dr', securityGroups: ['sg-44444444'] },
      });
      expect(text).toMatch(/subnetGroup: their-subnets +# these two: what restored databases get/);
      expect(told.lines.join(' ')).toContain("the orchestrator's and the fences' groups");
    });

    test('asks which of several is meant', async () => {
      const given = services(['invoices', 'users'], [datastore]);
      const { plan } = await read(given, { ...said, 'which database': 'users' });
      expect(plan.databases[0]?.primary.instance).toBe('users');
      const wrong = init(looking({ ...said, 'which database': 'orders' }, aDesk({ services: given ?? {} })), {
        file: join(folder, 'another.yaml'),
        fromAws: true,
        example,
      });
      await expect(wrong).rejects.toThrow('no database "orders" was found; expected one of invoices, users');
    });

    test('says what it did not find, and leaves the example there', async () => {
      const { plan } = await read(services([], []));
      expect(plan.databases[0]?.primary.instance).toBe('firebackup-primary');
      expect(noted.join('; ')).toContain('no PostgreSQL in eu-west-1 with a replica in eu-central-1');
      expect(noted.join('; ')).toContain('no global datastore with members in eu-west-1 and eu-central-1');
    });
  });

  test('is never written over another', async () => {
    const file = planFile('mine');
    await expect(init(looking(said), { file, fromAws: false, example })).rejects.toThrow('is there already');
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('a size', () => {
  test('is the smallest for so many projects', async () => {
    const { lines, data } = await size(25, PLAIN);
    expect(data).toMatchObject({ size: 'medium' });
    expect(lines.join('\n')).toContain('db.r5.large, 100 GB at first');
    expect(lines.join('\n')).toContain('above 70 % for 5 min');
  });

  test('is told of all where nobody says how many, and of none for what is no number', async () => {
    const { lines } = await size(undefined, PLAIN);
    for (const one of SIZES) expect(lines.join('\n')).toContain(`${one}: `);
    await expect(size(Number.NaN, PLAIN)).rejects.toThrow(BadInput);
  });
});

describe('completion', () => {
  test.each(SHELLS)('of %s knows every command and its options', (shell) => {
    const script = completion(program(), shell);
    for (const word of ['status', 'failover', 'explain', 'rehearse']) expect(script).toContain(word);
    expect(script).toContain(shell === 'fish' ? '-l dry-run' : '--dry-run');
  });

  test.each([
    ['st', ['status']],
    ['run show --doc', ['--document']],
    ['plan ', ['check', 'explain', '--plan', '--json', '--help']],
    ['failover --dr', ['--dry-run']],
    // Its name begins like that of `run`, which has commands inside.
    ['runbook --st', ['--stored']],
    ['status --pl', ['--plan']],
    ['completion z', ['zsh']],
    ['restore main --kind wal', ['wal-archive']],
    // Nothing of its own: the shell offers files.
    ['status --plan ', ['']],
  ])('in bash after "%s" offers %j', (typed, expected) => {
    const words = typed.split(' ');
    const script = [
      completion(program(), 'bash'),
      `COMP_WORDS=(firebackup ${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length}`,
      `_firebackup; printf "%s\\n" "\${COMPREPLY[@]}"`,
    ].join('\n');
    const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toEqual(expected);
  });

  const fish = spawnSync('fish', ['--version']).status === 0 ? test : test.skip;
  fish('in fish, where there is one, offers the same', () => {
    const typed = 'firebackup runbook --st';
    const script = `${completion(program(), 'fish')}\ncomplete -C "${typed}"`;
    const { stdout } = spawnSync('fish', ['--no-config', '-c', script], { encoding: 'utf8' });
    expect(stdout.trim().split('\t')[0]).toBe('--stored');
  });
});
