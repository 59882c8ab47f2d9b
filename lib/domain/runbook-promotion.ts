import { seedsFor } from './cache-seeding';
import type { DocumentedCache, DocumentedDatabase } from './documented-deployment';
import { blocks, sql, typed } from './markdown';
import { aws, connectTo, describeInstance } from './runbook-commands';
import { directionOf, type RunbookFacts } from './runbook-facts';

/** One database promoted and looked at. Never twice, and never undone. */
export function promoteByHand(facts: RunbookFacts, database: DocumentedDatabase): string {
  const { to } = directionOf(facts);
  const region = facts.deployment.regions[to];
  const { instance } = database[to];
  const epoch = facts.role.epoch + 1;
  return blocks(
    `Database \`${database.id}\`: \`${instance}\` in ${region}. From here on there is no way back: whatever happens, go on.`,
    typed(
      aws('rds promote-read-replica', region, {
        'db-instance-identifier': instance,
        'backup-retention-period': database.backupRetentionDays,
        'preferred-backup-window': database.backupWindow,
      }),
      `${describeInstance(region, instance)}  # until: available, null, no StatusInfos of a replication`,
      connectTo(database[to], database.databaseName),
    ),
    `It is promoted when all four are so: \`available\`, no source, no replication in \`StatusInfos\`, and here \`false\` and a row. ${epoch} was one more than the epoch when this was written; take one more than yours.`,
    sql(
      'SELECT pg_is_in_recovery();',
      `UPDATE firebackup.heartbeat SET epoch = ${epoch}, written_at = clock_timestamp(), lsn = pg_current_wal_lsn(),`,
      '  epoch_xid = pg_current_xact_id(), epoch_lsn = pg_current_wal_lsn()',
      `  WHERE epoch < ${epoch} RETURNING epoch, epoch_xid, epoch_lsn;`,
      // Closed on the old primary, they came here closed, by its WAL.
      ...database.applicationRoles.map((one) => `ALTER ROLE "${one}" LOGIN;`),
    ),
    'Write both numbers down: what the old primary wrote from there on is lost, and is counted from there.',
    'An answer that never came says nothing: describe first, and do not ask twice.',
  );
}

/** One cache, as its `onRegionLoss` says. */
export function promoteCacheByHand(facts: RunbookFacts, cache: DocumentedCache): string {
  const { to } = directionOf(facts);
  const region = facts.deployment.regions[to];
  const title = `Cache \`${cache.id}\`, \`onRegionLoss: ${cache.onRegionLoss}\`.`;
  if (cache.onRegionLoss === 'cold')
    return `${title} Nothing to do: your application starts with an empty one.`;
  if (cache.onRegionLoss === 'seed') return blocks(title, seedByHand(facts, cache));
  return blocks(
    `${title} Once: of several calls at a time ElastiCache keeps one, and does not say which.`,
    typed(
      aws('elasticache failover-global-replication-group', region, {
        'global-replication-group-id': cache.globalDatastore,
        'primary-region': region,
        'primary-replication-group-id': cache[to].replicationGroup,
      }),
      `${aws('elasticache describe-global-replication-groups', region, {
        'global-replication-group-id': cache.globalDatastore,
        'show-member-info': true,
      })}  # until available, and ${region} is the PRIMARY`,
    ),
    `If the lost region keeps it from ending, \`aws elasticache disassociate-global-replication-group\` makes ${cache[to].replicationGroup} stand alone; a member that joins again later is wiped.`,
  );
}

/** A new cache under the plan's name, from the newest backup in the region that is not disproven. */
export function seedByHand(facts: RunbookFacts, cache: DocumentedCache): string {
  const { to } = directionOf(facts);
  const region = facts.deployment.regions[to];
  const [newest] = seedsFor(facts.points, { store: cache.id, region });
  if (!newest) return `No backup of it is recorded in ${region}: it starts empty.`;
  return blocks(
    `Filled from the newest backup in ${region}, of ${newest.takenAt}.`,
    typed(
      aws('elasticache create-replication-group', region, {
        'replication-group-id': cache[to].replicationGroup,
        'replication-group-description': `${facts.deployment.name} ${cache.id}`,
        engine: 'redis',
        'engine-version': '7.1',
        'cache-node-type': cache.nodeType,
        'num-cache-clusters': 2,
        'automatic-failover-enabled': true,
        'multi-az-enabled': true,
        'kms-key-id': facts.deployment.keys[to],
        'at-rest-encryption-enabled': true,
        'transit-encryption-enabled': true,
        'transit-encryption-mode': 'preferred',
        'cache-subnet-group-name': cache[to].subnetGroup,
        'security-group-ids': cache[to].securityGroups,
        'snapshot-arns': [`arn:aws:s3:::${newest.bucket}/${newest.key}`],
      }),
    ),
  );
}
