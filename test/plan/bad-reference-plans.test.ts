import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { PlanError, parseDeclaredPlan, readPlan } from '../../lib/plan/parse-plan';

/** The example with other values at some dotted paths; `undefined` takes a key away. */
function problemsWith(overrides: Readonly<Record<string, unknown>>): readonly string[] {
  const plan = parse(readFileSync('firebackup.reference.yaml', 'utf8'));
  for (const [path, value] of Object.entries(overrides)) {
    const keys = path.split('.');
    const last = keys.pop() as string;
    keys.reduce((node, key) => node[key], plan)[last] = value;
  }
  try {
    parseDeclaredPlan(JSON.stringify(plan), 'plan.yaml');
    return [];
  } catch (error) {
    if (error instanceof PlanError) return error.problems;
    throw error;
  }
}

const OWN_NETWORK = {
  vpc: 'vpc-00000001',
  publicSubnets: ['subnet-00000004', 'subnet-00000005', 'subnet-00000006'],
  privateSubnets: ['subnet-00000001', 'subnet-00000002', 'subnet-00000003'],
};

test('the example has no problem', () => {
  expect(problemsWith({})).toEqual([]);
});

test.each([
  ['a workload that is neither', { workload: 'mine' }, 'workload: found "mine"; expected existing ('],
  [
    'an unknown size',
    { 'reference.size': 'huge' },
    'reference.size: found "huge"; expected a size of the sizing table: small,',
  ],
  [
    'more replicas than RDS has',
    { 'reference.replicas': 15 },
    'reference.replicas: found 15; expected at most 14',
  ],
  [
    'fewer than no replicas',
    { 'reference.replicas': -1 },
    'reference.replicas: found -1; expected 0 or more',
  ],
  ['no shard', { 'reference.cacheShards': 0 }, 'reference.cacheShards: found 0; expected 1 or more'],
  [
    'shards that are backed up',
    { 'reference.cacheShards': 3 },
    'reference.cacheShards: found 3; expected 1, or no cacheBackups',
  ],
  [
    'a certificate of the other region',
    { 'reference.certificates.recovery': 'arn:aws:acm:us-east-1:111122223333:certificate/one' },
    'reference.certificates.recovery: found "arn:aws:acm:us-east-1:111122223333:certificate/one"; expected a certificate of us-west-2',
  ],
  [
    'no certificate',
    { 'reference.certificates.primary': undefined },
    'reference.certificates.primary: found nothing; expected the ARN',
  ],
  [
    'an image elsewhere',
    { 'reference.image': 'public.ecr.aws/docker/library/nginx:1' },
    'expected repository:tag',
  ],
  [
    'an image without a tag',
    { 'reference.image': 'firebackup' },
    'reference.image: found "firebackup"; expected repository:tag',
  ],
  [
    'a name without TLS',
    { 'api.primaryUrl': 'http://primary.firebackup.example.com/health' },
    'api.primaryUrl: found "http://',
  ],
  [
    'a port of its own',
    { 'api.recoveryUrl': 'https://recovery.firebackup.example.com:4000/health' },
    'expected https:// and no port',
  ],
  [
    'a name outside the zone',
    { 'api.publicUrl': 'https://firebackup.example.org/health' },
    'api.publicUrl: found "https://firebackup.example.org/health"; expected a name in reference.hostedZone, example.com',
  ],
  [
    'identifiers beside it',
    { keys: { primary: 'arn' } },
    'keys: found {"primary":"arn"}; expected nothing: with workload reference',
  ],
  ['networks beside it', { networks: {} }, 'networks: found {}; expected nothing'],
  [
    'an instance beside it',
    { 'databases.0.primary': { instance: 'mine' } },
    'databases.0.primary: found {"instance":"mine"}; expected nothing',
  ],
  ['services beside it', { compute: {} }, 'compute: found {}; expected nothing'],
  [
    'two application roles',
    { 'databases.0.applicationRoles': ['a', 'b'] },
    'databases.0.applicationRoles: found ["a","b"]; expected one role',
  ],
  [
    'a name that PostgreSQL would fold',
    { 'databases.0.databaseName': 'FireBackup' },
    'databases.0.databaseName: found "FireBackup"; expected the name of a database',
  ],
  [
    'an id too long for a cache',
    { 'caches.0.id': 'a-queue-for-all', cacheBackups: [] },
    'caches.0.id: found "a-queue-for-all"; expected at most 12 characters',
  ],
  [
    'backups during maintenance',
    { 'databases.0.backupWindow': '04:30-05:30' },
    'databases.0.backupWindow: found "04:30-05:30"; expected a window outside sun:04:00-sun:05:00',
  ],
  [
    'backups all night',
    { 'databases.0.backupWindow': '23:00-04:30' },
    'databases.0.backupWindow: found "23:00-04:30"; expected a window outside',
  ],
  [
    'nothing about who serves',
    { 'reference.active': undefined },
    'reference.active: found nothing; expected primary or recovery, whichever region serves now, or none',
  ],
  [
    'load balancers beside it',
    { 'api.loadBalancers': { primary: 'app/a/1234567890abcdef', recovery: 'app/b/1234567890abcdef' } },
    'expected nothing: with workload reference, load balancers are built here',
  ],
  [
    'two zones',
    {
      'reference.networks': {
        primary: { ...OWN_NETWORK, privateSubnets: OWN_NETWORK.privateSubnets.slice(1) },
        recovery: OWN_NETWORK,
      },
    },
    'reference.networks.primary.privateSubnets: found ["subnet-00000002","subnet-00000003"]; expected three subnets, in three zones',
  ],
  [
    'a name that no load balancer may have',
    { name: 'internal-backups' },
    'name: found "internal-backups"; expected a name that does not begin with internal-',
  ],
  [
    'one zone under three names',
    {
      'reference.networks': {
        primary: { ...OWN_NETWORK, publicSubnets: Array(3).fill('subnet-00000004') },
        recovery: OWN_NETWORK,
      },
    },
    'reference.networks.primary.publicSubnets: found ["subnet-00000004","subnet-00000004","subnet-00000004"]; expected three subnets that differ',
  ],
  [
    'a witness outside the set',
    { 'regions.witness': 'eu-west-1' },
    'regions.witness: found "eu-west-1"; expected a region of the ledger\'s set US',
  ],
  [
    'a policy for nothing',
    { 'policies.0.databases': ['other'] },
    'policies.0.databases.0: found "other"; expected the id of a database: main',
  ],
  [
    'a seed without backups',
    { 'caches.0.onRegionLoss': 'seed', cacheBackups: [] },
    'caches.0.onRegionLoss: found "seed"',
  ],
  [
    'subnets of a dump',
    { 'dumps.0.subnets': {} },
    'dumps.0: has subnets; expected only what the schema names',
  ],
])('%s is told once, with its path, what was found and what was expected', (_, overrides, problem) => {
  expect(problemsWith(overrides)).toEqual([expect.stringContaining(problem)]);
});

test.each(['03:00-04:00', '05:00-06:00', '23:30-00:30'])('backups may be made at %s', (backupWindow) => {
  expect(problemsWith({ 'databases.0.backupWindow': backupWindow })).toEqual([]);
});

test('two databases are one more than is built', () => {
  const two = ['main', 'other'].map((id) => ({
    id,
    engine: 'rds',
    databaseName: id,
    backupRetentionDays: 7,
  }));
  expect(problemsWith({ databases: two })).toEqual([
    expect.stringContaining('expected one database: the one that is built here'),
  ]);
});

test('who needs identifiers is told that a built workload has none yet', () => {
  expect(() => readPlan('firebackup.reference.yaml')).toThrow(
    'workload: found "reference"; expected existing: this needs the identifiers of what runs already',
  );
});

test('a plan of an existing workload is told of what belongs to a built one', () => {
  expect(() => parseDeclaredPlan('{"workload": "existing", "reference": {"size": "small"}}', 'p')).toThrow(
    'has reference; expected only what the schema names',
  );
});
