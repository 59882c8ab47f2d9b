import { accountStores } from '../../lib/aws/account-stores';
import { archiveListing } from '../../lib/aws/archive-listing';
import { cacheBackups } from '../../lib/aws/cache-backups';
import { cacheGroups } from '../../lib/aws/cache-groups';
import { caches } from '../../lib/aws/caches';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseBackups } from '../../lib/aws/database-backups';
import { databaseEvents } from '../../lib/aws/database-events';
import { databasePower } from '../../lib/aws/database-power';
import { databaseRebuild } from '../../lib/aws/database-rebuild';
import { databaseRestores } from '../../lib/aws/database-restores';
import { databaseSettings } from '../../lib/aws/database-settings';
import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { databases } from '../../lib/aws/databases';
import { documents } from '../../lib/aws/documents';
import { executions } from '../../lib/aws/executions';
import { functions } from '../../lib/aws/functions';
import { healthChecks } from '../../lib/aws/health-checks';
import { instanceFacts } from '../../lib/aws/instance-facts';
import { keys } from '../../lib/aws/keys';
import { ledgerTable } from '../../lib/aws/ledger-table';
import { objectHeads } from '../../lib/aws/object-heads';
import { objectLocks } from '../../lib/aws/object-locks';
import { objectTexts } from '../../lib/aws/object-texts';
import { objectVersions } from '../../lib/aws/object-versions';
import { scheduleFirings } from '../../lib/aws/schedule-firings';
import { securityGroups } from '../../lib/aws/security-groups';
import { services } from '../../lib/aws/services';
import { snapshotQuotas } from '../../lib/aws/snapshot-quota';
import { subnets } from '../../lib/aws/subnets';
import { taskTokens } from '../../lib/aws/task-tokens';
import { containerTasks } from '../../lib/aws/tasks';
import { workflows } from '../../lib/aws/workflows';

const access = accessTo('us-west-2');
const NOW = '2026-03-01T12:00:00.000Z';
const ARN = 'arn:aws:rds:us-east-1:111122223333:db:main';
const MACHINE = 'arn:aws:states:us-west-2:111122223333:stateMachine:failover';
const tags = { run: 'run-1', 'firebackup:deployment': 'firebackup' };
const settings = {
  instanceClass: 'db.r5.large',
  subnetGroup: 'databases',
  parameterGroup: 'postgres16',
  securityGroups: ['sg-1', 'sg-2'],
  multiAz: true,
  port: 5432,
  backupRetentionDays: 7,
};
const version = { bucket: 'backups', key: 'a folder/ä.rdb', versionId: 'v/1' };

async function all<One>(pages: AsyncIterable<readonly One[]>): Promise<readonly One[]> {
  const found: One[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

const rds = databases(access);
const snapshots = databaseSnapshots(access);
const restores = databaseRestores(access);
const rebuild = databaseRebuild(access);
const cache = caches(access);
const groups = cacheGroups(access);
const backups = cacheBackups(access);
const tasks = containerTasks(access);
const table = ledgerTable(access, { table: 'ledger', deployment: 'firebackup' });
const machines = executions(access);

/** Everything that anything of ours asks of AWS, once each. */
export const everyVerb: Readonly<Record<string, () => Promise<unknown>>> = {
  'databases.instance': () => rds.instance('main'),
  'instanceFacts.facts': () => instanceFacts(access).facts('main'),
  'databases.promote': () => rds.promote('main', { retentionDays: 7, window: '03:00-04:00' }),
  'databases.setSecurityGroups': () => rds.setSecurityGroups('main', ['sg-1', 'sg-2']),
  'databases.reboot': () => rds.reboot('main'),
  'databases.tag': () => rds.tag(ARN, tags),
  'databaseSnapshots.snapshot': () => snapshots.snapshot('nightly'),
  'databaseSnapshots.createSnapshot': () => snapshots.createSnapshot('main', 'nightly', tags),
  'databaseSnapshots.copySnapshot': () =>
    snapshots.copySnapshot({
      sourceArn: ARN,
      sourceRegion: 'us-east-1',
      targetId: 'copy',
      keyArn: 'arn:key',
      tags,
    }),
  'databaseSnapshots.deleteSnapshot': () => snapshots.deleteSnapshot('nightly'),
  'snapshotQuotas.manualSnapshots': () => snapshotQuotas(access).manualSnapshots(),
  'snapshotQuotas.instances': () => snapshotQuotas(access).instances(),
  'snapshotQuotas.copiesInProgress': () => snapshotQuotas(access).copiesInProgress(),
  'databaseRestores.instanceDetails': () => restores.instanceDetails('main'),
  'databaseRestores.restoreToTime': () =>
    restores.restoreToTime({ target: 'new', settings, tags, source: { instance: 'main' }, to: NOW }),
  'databaseRestores.restoreFromSnapshot': () =>
    restores.restoreFromSnapshot({ target: 'new', settings, tags, snapshotId: 'nightly' }),
  'databaseRestores.protect': () => restores.protect('new'),
  'databaseRestores.untag': () => restores.untag(ARN, 'run'),
  'databaseRestores.remove': () => restores.remove('new', 'firebackup'),
  'databaseRestores.taggedInstances': () => restores.taggedInstances('text'),
  'databaseBackups.backupWindow': () => databaseBackups(access).backupWindow('main'),
  'databaseBackups.replicatedBackups': () => databaseBackups(access).replicatedBackups('text'),
  'databaseRebuild.standing': () => rebuild.standing('main'),
  'databaseRebuild.putAside': () => rebuild.putAside('main', 'old'),
  'databaseRebuild.buildReplica': () =>
    rebuild.buildReplica({ id: 'new', sourceArn: ARN, keyArn: 'arn:key', ...settings, tags }),
  'databaseRebuild.keepBackups': () =>
    rebuild.keepBackups('main', { retentionDays: 7, window: '03:00-04:00' }),
  'databaseRebuild.unprotect': () => rebuild.unprotect('main'),
  'databaseRebuild.deleteKeeping': () => rebuild.deleteKeeping('main', 'last'),
  'databasePower.stop': () => databasePower(access).stop('main'),
  'databasePower.start': () => databasePower(access).start('main'),
  'databaseSettings.settings': () => databaseSettings(access).settings('main'),
  'databaseSettings.change': () =>
    databaseSettings(access).change('main', {
      multiAz: true,
      backupRetentionDays: 7,
      backupWindow: '03:00-04:00',
      parameterGroup: 'postgres16',
      deletionProtection: true,
    }),
  'databaseEvents.failoversOf': () => databaseEvents(access).failoversOf('main', 60),
  'caches.globalDatastore': () => cache.globalDatastore('ldgnf-queue'),
  'caches.failover': () => cache.failover('ldgnf-queue', { region: 'us-west-2', replicationGroup: 'queue' }),
  'caches.securityGroups': () => cache.securityGroups('queue'),
  'caches.setSecurityGroups': () => cache.setSecurityGroups('queue', ['sg-1', 'sg-2']),
  'cacheGroups.group': () => groups.group('queue'),
  'cacheGroups.groups': () => groups.groups(),
  'cacheGroups.tags': () => groups.tags('arn:queue'),
  'cacheGroups.createSeeded': () =>
    groups.createSeeded({
      replicationGroup: 'new',
      objectArn: 'arn:aws:s3:::backups/queue.rdb',
      nodeType: 'cache.r6g.large',
      nodes: 2,
      subnetGroup: 'caches',
      securityGroups: ['sg-1'],
      keyArn: 'arn:key',
      tags,
    }),
  'cacheGroups.untag': () => groups.untag('arn:queue', 'run'),
  'cacheGroups.deleteGroup': () => groups.deleteGroup('queue'),
  'cacheBackups.snapshot': () => backups.snapshot('nightly'),
  'cacheBackups.createSnapshot': () => backups.createSnapshot('queue-001', 'nightly', tags),
  'cacheBackups.exportSnapshot': () => backups.exportSnapshot('nightly', 'exports'),
  'cacheBackups.deleteSnapshot': () => backups.deleteSnapshot('nightly'),
  'services.counts': () => services(access).counts('main', ['api', 'worker']),
  'services.scale': () => services(access).scale('main', 'api', 3),
  'containerTasks.run': () =>
    tasks.run({
      cluster: 'main',
      family: 'server',
      name: 'drill-1',
      subnets: ['subnet-1'],
      securityGroups: ['sg-1'],
      environments: { 'fetch-dump': { BUCKET: 'dumps', KEY: 'a "b"' } },
      tags,
    }),
  'containerTasks.list': () => tasks.list('main', 'server'),
  'containerTasks.stop': () => tasks.stop('main', 'arn:task', 'not needed'),
  'workflows.start': () => workflows(access).start(MACHINE, 'run-1', { a: 1 }),
  'workflows.runSync': () => workflows(access).runSync(MACHINE, { a: 1 }),
  'taskTokens.succeed': () => taskTokens(access).succeed('a-token', { a: 1 }),
  'taskTokens.fail': () => taskTokens(access).fail('a-token', new Error('no')),
  'executions.machines': async () => [...(await machines.machines())],
  'executions.describe': () => machines.describe(`${MACHINE}:run-1`),
  'executions.statesAfter': () => machines.statesAfter(`${MACHINE}:run-1`, 0),
  'functions.invoke': () => functions(access).invoke('take-lease', { a: 1 }),
  'functions.mayInvoke': () => functions(access).mayInvoke('take-lease'),
  'functions.deployed': () => functions(access).deployed('take-lease'),
  'keys.seen': () => keys(access).seen('arn:key'),
  'subnets.seen': () => subnets(access).seen(['subnet-1', 'subnet-2']),
  'accountStores.instances': () => accountStores(access).instances(),
  'accountStores.datastores': () => accountStores(access).datastores(),
  'accountStores.cacheGroup': () => accountStores(access).cacheGroup('text'),
  'healthChecks.reports': () => healthChecks(access).reports('a-check', 10),
  'securityGroups.admits': () => securityGroups(access).admits('sg-1'),
  'scheduleFirings.lastFired': async () => [
    ...(await scheduleFirings(access).lastFired([{ group: 'nightly', withinSeconds: 90_000 }], NOW)),
  ],
  'ledgerTable.get': () => table.get('role'),
  'ledgerTable.get, some of it': () => table.get('approval#run-1', ['run', 'hash']),
  'ledgerTable.list': () => table.list('point#', ['region', 'at']),
  'ledgerTable.put': () => table.put('role', { epoch: 7, of: ['a'], undefinedOne: undefined }),
  'ledgerTable.set': () => table.set('role', { epoch: 7, name: 'ada' }),
  'ledgerTable.remove': () => table.remove('role'),
  'documents.putDocument': () => documents(access).putDocument('evidence', 'runs/1.json', { ä: [1] }),
  'documents.putMarkdown': () => documents(access).putMarkdown('evidence', 'runbook.md', '# …\n'),
  'objectHeads.head': () => objectHeads(access).head('backups', version.key, version.versionId),
  'objectTexts.text': () => objectTexts(access).text('backups', version.key),
  'objectVersions.copyHere': () =>
    objectVersions(access).copyHere(version, { bucket: 'copies', key: 'a/b.rdb', keyArn: 'arn:key' }),
  'objectVersions.deleteVersion': () => objectVersions(access).deleteVersion('backups', 'a', 'v1'),
  'objectLocks.canLock': () => objectLocks(access).canLock('backups'),
  'objectLocks.lock': () => objectLocks(access).lock(version, NOW),
  'archiveListing.behind': () =>
    all(archiveListing(access).behind({ bucket: 'own', prefix: 'wal/' }, 'wal/0')),
};
