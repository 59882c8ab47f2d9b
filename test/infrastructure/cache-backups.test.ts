import { permissionsFor } from '../../lib/constructs/permissions';
import type { Ground } from '../../lib/constructs/plan-arns';
import { deployed, listOf, referencePlan } from './deployed';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

const house = deployed();

const statementsOf = (stack: string, task: string): readonly Statement[] =>
  house
    .one('AWS::IAM::Role', stack, `${task}Role`)
    .properties.Policies.flatMap(
      ({ PolicyDocument }: { PolicyDocument: { Statement: Statement[] } }) => PolicyDocument.Statement,
    );
const resourcesOf = (stack: string, task: string, action: string): string =>
  JSON.stringify(
    statementsOf(stack, task)
      .filter(({ Action }) => listOf(Action).includes(action))
      .flatMap(({ Resource }) => listOf(Resource)),
  );

const ground = (overrides: Partial<Ground> = {}): Ground => ({
  plan: referencePlan(),
  account: '111122223333',
  region: 'us-west-2',
  reaches: ['recovery'],
  ...overrides,
});

test('every policy of cache backups has its schedule in both regions and tells when it was due', () => {
  for (const stack of ['primary', 'recovery']) {
    const { properties } = house.one('AWS::Scheduler::Schedule', stack, 'CacheBackup');
    expect(properties.ScheduleExpression).toBe('cron(30 2 * * ? *)');
    expect(JSON.parse(properties.Target.Input)).toEqual({
      policy: 'cache-nightly',
      due: '<aws.scheduler.scheduled-time>',
    });
  }
});

test('a plan without cache backups has no machine for them', () => {
  const without = deployed(referencePlan({ cacheBackups: [] }));
  const names = without
    .all('AWS::StepFunctions::StateMachine')
    .map(({ properties }) => properties.StateMachineName);
  expect(names).not.toContain('firebackup-cache-backup');
});

test('who asks for an export can send it to the bucket of its own region, and to no other', () => {
  const put = resourcesOf('primary', 'ExportCacheBackup', 's3:PutObject');
  expect(put).toContain('firebackup-backups-us-east-1');
  expect(put).not.toContain('us-west-2');
  expect(put).toMatch(/\/firebackup-\*\.rdb/);
});

test('a copy is written to both regions, below caches alone and from the exported file', () => {
  const put = resourcesOf('primary', 'CopyCacheBackup', 's3:PutObject');
  expect(put).toContain('firebackup-backups-us-east-1');
  expect(put).toContain('firebackup-backups-us-west-2');
  expect(put).not.toContain('dumps');
});

test('who clears away deletes exported files, never kept ones', () => {
  const deleted = resourcesOf('primary', 'ReleaseCacheBackup', 's3:DeleteObjectVersion');
  expect(deleted).toContain('/firebackup-*.rdb');
  expect(deleted).not.toContain('caches/');
});

test.each(['elasticache:DeleteReplicationGroup', 'elasticache:RemoveTagsFromResource'])(
  '%s is granted on what restores and drills made, never on a cache of the plan',
  (action) => {
    const resources = permissionsFor([action], ground()).flatMap((one) => one.resources);
    expect(resources).toEqual([
      'arn:aws:elasticache:us-west-2:111122223333:replicationgroup:firebackup-restore-*',
      'arn:aws:elasticache:us-west-2:111122223333:replicationgroup:firebackup-drill-*',
    ]);
  },
);

test('a plan without caches grants nothing on their backups', () => {
  const calls = [
    'elasticache:CreateSnapshot',
    'elasticache:CopySnapshot',
    'elasticache:CreateReplicationGroup',
  ];
  expect(permissionsFor(calls, ground({ plan: referencePlan({ caches: [], cacheBackups: [] }) }))).toEqual(
    [],
  );
});

test.each([
  ['primary', 'us-east-1'],
  ['recovery', 'us-west-2'],
])(
  'ElastiCache of the region of %s writes at the top of its bucket, reads what is kept, deletes nothing',
  (stack, region) => {
    const statements = house
      .all('AWS::S3::BucketPolicy', stack)
      .flatMap(({ properties }) => properties.PolicyDocument.Statement as readonly Statement[])
      .filter((statement) => JSON.stringify(statement).includes('elasticache-snapshot'));
    expect(statements).toHaveLength(3);
    for (const statement of statements) {
      expect(statement).toMatchObject({
        Principal: { Service: `${region}.elasticache-snapshot.amazonaws.com` },
      });
    }
    const [write, ...others] = statements.filter(({ Action }) => listOf(Action).includes('s3:PutObject'));
    expect(others).toEqual([]);
    expect(JSON.stringify(write?.Resource)).toMatch(/\/firebackup-\*"/);
    expect(JSON.stringify(statements)).not.toContain('Delete');
  },
);
