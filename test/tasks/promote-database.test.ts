import { promoteDatabase } from '../../lambdas/promote-database/task';
import { LeaseLost, NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import { undoing } from '../../lib/domain/role';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { aReplica, FakeDatabases } from '../helpers/fake-databases';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const input = { claim: aClaim(), database: 'main' };

function aTask(databases: FakeDatabases, ledger = new InMemoryLedger(aHeldRole())) {
  const deployment = aDeployment({ 'databases.0.backupWindow': '05:00-06:00' });
  return promoteDatabase({ deployment, ledger, databases, now: aClock(5).now });
}

test('promotes the standby and keeps its backups as the plan says', async () => {
  const databases = new FakeDatabases([aReplica()]);
  expect(await aTask(databases)(input)).toEqual({ outcome: 'accepted', at: at(5) });
  expect(databases.calls).toEqual(['promote firebackup-recovery, keeping 7 days from 05:00-06:00']);
});

test('a second call finds the promotion accepted and leaves it alone', async () => {
  const databases = new FakeDatabases([aReplica()]);
  const task = aTask(databases);
  await task(input);
  expect(await task(input)).toEqual({ outcome: 'already', at: at(5) });
  expect(databases.calls).toHaveLength(1);
});

test('a database that somebody promoted before ends the way back as well', async () => {
  const ledger = new InMemoryLedger(aHeldRole());
  const databases = new FakeDatabases([aReplica({ replicaSource: undefined })]);
  expect(await aTask(databases, ledger)(input)).toMatchObject({ outcome: 'already' });
  expect(ledger.current.openRun?.promotingSince).toBe(at(5));
});

test('promotes nothing for a run that is being undone', async () => {
  const databases = new FakeDatabases([aReplica()]);
  const ledger = new InMemoryLedger(undoing(aHeldRole(), at(4)));
  await expect(aTask(databases, ledger)(input)).rejects.toThrow('is being undone since');
  expect(databases.calls).toEqual([]);
});

test('asks nothing of an instance that is busy', async () => {
  const databases = new FakeDatabases([aReplica({ status: 'backing-up' })]);
  await expect(aTask(databases)(input)).rejects.toThrow(NotReady);
  await expect(aTask(databases)(input)).rejects.toThrow('firebackup-recovery is backing-up');
  expect(databases.calls).toEqual([]);
});

test.each([
  ['in a state that it does not leave', { status: 'storage-full' }, 'firebackup-recovery is storage-full'],
  [
    'in another region than the run is for',
    { arn: 'arn:aws:rds:us-east-1:111122223333:db:firebackup-recovery' },
    'lies in us-east-1, expected us-west-2',
  ],
])('refuses an instance %s', async (_, overrides, because) => {
  const databases = new FakeDatabases([aReplica(overrides)]);
  await expect(aTask(databases)(input)).rejects.toThrow(TerminalState);
  await expect(aTask(databases)(input)).rejects.toThrow(because);
  expect(databases.calls).toEqual([]);
});

test.each([
  ['closed', aRole()],
  ['taken over by another execution', aHeldRole({ lease: { owner: 'execution-2', expiresAt: at(99) } })],
])('promotes nothing for a run that was %s', async (_, role) => {
  const databases = new FakeDatabases([aReplica()]);
  await expect(aTask(databases, new InMemoryLedger(role))(input)).rejects.toThrow(LeaseLost);
  expect(databases.calls).toEqual([]);
});

test('an instance that is not there is not promoted', async () => {
  await expect(aTask(new FakeDatabases())(input)).rejects.toThrow(NotFound);
});
