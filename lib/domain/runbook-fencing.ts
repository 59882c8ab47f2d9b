import type { DocumentedCache, DocumentedDatabase, DocumentedPlace } from './documented-deployment';
import { durationInWords } from './duration-in-words';
import { SELF_FENCED_SECONDS } from './isolation';
import { blocks, typed } from './markdown';
import { aws, describeInstance, giveGroups, instanceArn } from './runbook-commands';
import type { WhenUnfenced } from './unfenced';

/** The fence around one database, in the order that makes it one: nobody comes in, then whoever is in goes out. */
export function fenceByHand(database: DocumentedDatabase, place: DocumentedPlace, region: string): string {
  const { instance, fenceSecurityGroup } = database[place];
  return blocks(
    `Database \`${database.id}\` in ${region}. The group first, then the reboot: connections that are open outlive a change of groups.`,
    typed(
      giveGroups(region, instance, [fenceSecurityGroup]),
      `${describeInstance(region, instance)}  # until ${fenceSecurityGroup} is the only group, and active`,
      aws('rds reboot-db-instance', region, { 'db-instance-identifier': instance }),
      instanceArn('OLD', region, instance),
      `aws rds add-tags-to-resource --region ${region} --resource-name "$OLD" --tags Key=firebackup:fenced-for,Value=by-hand`,
    ),
  );
}

/** What is left when it cannot be done: the plan's choice. */
const UNFENCED_BY_HAND: Readonly<Record<WhenUnfenced, string>> = {
  stop: '**No answer from that region, or no fence in force: stop here**, unless you know that the region is lost. The plan says `whenUnfenced: stop`. Whoever goes on writes down that the old side is unfenced.',
  promote:
    'No answer from that region: the plan says `whenUnfenced: promote`. Go on, and write down that the old side is unfenced: clients that still reach it can write there.',
  wait: `**No answer from that region: wait** until ${durationInWords(SELF_FENCED_SECONDS)} after the run was opened, and try again meanwhile. The plan says \`whenUnfenced: wait\`: by then that region has fenced itself if its guard runs. Then go on, and write down that nobody saw it. If it answers and no fence comes into force: stop here.`,
};

export const unfencedByHand = (whenUnfenced: WhenUnfenced): string => UNFENCED_BY_HAND[whenUnfenced];

/** Groups of a cache: connections that are open go on until it is demoted. */
export const fenceCacheByHand = (cache: DocumentedCache, place: DocumentedPlace, region: string): string =>
  aws('elasticache modify-replication-group', region, {
    'replication-group-id': cache[place].replicationGroup,
    'security-group-ids': [cache[place].fenceSecurityGroup],
    'apply-immediately': true,
  });
