import type { DocumentedDatabase, DocumentedDeployment } from './documented-deployment';
import { blocks, sql, steps, typed } from './markdown';
import { keptPrefix } from './old-primary';
import { aws, describeInstance, instanceArn } from './runbook-commands';

/** The way home by hand, to the plan's primary region, while the recovery region serves. */
export function failbackByHand(deployment: DocumentedDeployment): string {
  const { primary: home, recovery: away } = deployment.regions;
  return blocks(
    `## Failback to ${home}`,
    `For when ${away} is active and ${home} lives again. Its old databases cannot be attached again: RDS rewinds none. They are put aside, and kept.`,
    steps([
      `Each old database in ${home} is fenced, or a replica already, or gone. One that is none of these may take writes: fence it first, as above.`,
      blocks(
        'Look at what is lost, while the old one still runs: rows that it wrote after the promotion, by the number that was noted then.',
        sql(
          "SELECT count(*) FROM some_table WHERE age(xmin) BETWEEN 0 AND age('the epoch_xid of the promotion'::xid8::xid);",
        ),
        'Rows that were deleted, or overwritten since, leave nothing to count.',
      ),
      blocks(
        'Rename it. It keeps its fence group, and its old address leads nowhere.',
        ...deployment.databases.map((one) => putAside(one, home)),
      ),
      blocks(
        'Build the replica under the name that the plan has.',
        ...deployment.databases.map((one) => rebuilt(deployment, one)),
      ),
      blocks(
        `Wait until each is \`available\` and replicating, and heartbeats arrive in it.`,
        typed(...deployment.databases.map((one) => describeInstance(home, one.primary.instance))),
      ),
      deployment.caches.length > 0
        ? `Caches with \`onRegionLoss: promote\`: ${home} has to be a secondary of its global datastore again. A group that joins **is wiped**.`
        : 'The plan names no caches.',
      `Switch over from ${away} to ${home}, by the steps of *Switchover* with the regions so.`,
      'Delete nothing for now. Of what was put aside take a final snapshot before it goes, and read its ARN aloud.',
    ]),
  );
}

const putAside = ({ primary: { instance } }: DocumentedDatabase, home: string): string =>
  typed(
    aws('rds modify-db-instance', home, {
      'db-instance-identifier': instance,
      'new-db-instance-identifier': `${keptPrefix(instance)}by-hand`,
      'deletion-protection': true,
      'apply-immediately': true,
    }),
  );

function rebuilt({ regions, keys }: DocumentedDeployment, database: DocumentedDatabase): string {
  const { primary: own, recovery: source, multiAz, instanceClass } = database;
  return typed(
    instanceArn('SOURCE', regions.recovery, source.instance),
    `${aws('rds create-db-instance-read-replica', regions.primary, {
      'db-instance-identifier': own.instance,
      'source-region': regions.recovery,
      'kms-key-id': keys.primary,
      'db-instance-class': instanceClass,
      [multiAz ? 'multi-az' : 'no-multi-az']: true,
      port: own.port ?? 5432,
      'db-subnet-group-name': own.subnetGroup,
      'db-parameter-group-name': own.parameterGroup,
      'vpc-security-group-ids': own.securityGroups,
      // The orchestrator has no password.
      'enable-iam-database-authentication': true,
      'no-publicly-accessible': true,
      'copy-tags-to-snapshot': true,
      'deletion-protection': true,
    })} --source-db-instance-identifier "$SOURCE"`,
  );
}
