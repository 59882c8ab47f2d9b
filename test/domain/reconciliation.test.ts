import { reconciliationDocument } from '../../lib/domain/reconciliation';
import { aFinishedRun } from '../helpers/a-finished-run';
import { aDeployment } from '../helpers/a-plan';

const api = { service: 'api', component: 'api' as const };
const compute = {
  primary: { cluster: 'one', services: [api] },
  recovery: { cluster: 'two', services: [api] },
};
const document = (...run: Parameters<typeof aFinishedRun>) =>
  reconciliationDocument(aFinishedRun(...run), { ...aDeployment(), compute }) ?? 'none';

test.each(['refused', 'abandoned', 'stuck', 'open'] as const)(
  'a run that is %s left nothing to change',
  (outcome) => {
    expect(document({ outcome })).toBe('none');
  },
);

test('the promoted instance has no source any more, in either language, and is brought in by its name', () => {
  const text = document();
  expect(text).toContain(
    '| firebackup-recovery | us-west-2 | was a replica of firebackup-primary | a primary of its own, without a source |',
  );
  expect(text).toContain('no `SourceDBInstanceIdentifier`');
  expect(text).toContain('no `replicate_source_db`');
  expect(text).toContain('AWS::RDS::DBInstance: DBInstanceIdentifier=firebackup-recovery');
  expect(text).toContain("terraform import 'aws_db_instance.…' firebackup-recovery");
});

test('what the run set on it is to stand in the code, and nothing that it did not set', () => {
  const text = document();
  expect(text).toContain('`MultiAZ: true`');
  expect(text).toContain('`multi_az = true`');
  expect(text).toContain('`deletion_protection = true`');
  expect(text).toContain('`backup_window = "03:00-04:00"`');
  expect(text).not.toContain('parameter_group_name');
});

test('the fence of the old primary is to be left alone, whether the run or the guard set it', () => {
  expect(document()).toContain('fenced: firebackup-primary has only sg-000000f1');
  const unfenced = document({}, { fence: { Error: 'Unreachable', Cause: 'gone' } });
  expect(unfenced).toContain('**unfenced by the run**');
  for (const text of [document(), unfenced]) {
    expect(text).toContain('Security groups of `firebackup-primary` in us-east-1 while it has `sg-000000f1`');
    expect(text).toContain('ignore_changes = [vpc_security_group_ids, tags]');
  }
});

test.each([
  ['us-west-2', 'recovery'],
  ['us-east-1', 'primary'],
] as const)(
  'where the plan builds the workload, it has to say that %s serves before it is deployed again',
  (to, active) => {
    const text = document({ to });
    expect(text).toContain(`set \`reference.active: ${active}\` in it **before the next deployment**`);
    expect(text).toContain(`takes the workers from ${to}`);
  },
);

test('services keep the size that they were given', () => {
  const text = document();
  expect(text).toContain('| two/api | us-west-2 | desired count | 3 |');
  expect(text).toContain('| two/workers | us-west-2 | desired count | 2 |');
  expect(text).toContain('or at least 3');
});

test('a cache that took over is the primary member; one that did not follow is said to be so', () => {
  expect(document()).toContain('`queue-recovery` is `PRIMARY` and `queue-primary` is `SECONDARY`');
  const failed = document(
    {},
    { caches: [{ cache: 'queue', failed: { Error: 'NotReady', Cause: 'still modifying' } }] },
  );
  expect(failed).toContain('**did not follow**: still modifying');
});

test('after a failback the new instances are brought in, and the old ones are nobody’s', () => {
  const text = document({
    workflow: 'failback',
    from: 'us-west-2',
    to: 'us-east-1',
    evidence: { lostWrites: [] },
  });
  expect(text).toContain("terraform import 'aws_db_instance.…' firebackup-primary");
  expect(text).toContain("terraform import 'aws_db_instance.…' firebackup-recovery");
  expect(text).toContain('tagged `firebackup:kept-for=run-1`');
  expect(text).toContain('`firebackup-primary-kept-…`: in no state.');
});

test('every command and every sentence stands there once', () => {
  const lines = document({ workflow: 'failback', from: 'us-west-2', to: 'us-east-1' }).split('\n');
  const told = lines.filter((line) => line.startsWith('- ') || line.startsWith('terraform import'));
  expect(told.filter((line, at) => told.indexOf(line) < at)).toEqual([]);
});
