import type { DocumentedCache } from './documented-deployment';
import { type Change, cacheImport, type Moved } from './reconciliation-change';

export const cacheChanges = (moved: Moved): readonly Change[] =>
  moved.deployment.caches.flatMap((cache) => ways[cache.onRegionLoss](moved, cache));

/** Said of a cache that did not follow the run; nothing of one that did. */
function leftBehind({ evidence }: Moved, id: string): string | undefined {
  const found = evidence.steps?.caches?.find(({ cache }) => cache === id);
  return found && 'failed' in found ? `**did not follow**: ${found.failed.Cause}` : undefined;
}

const ways = {
  promote: (moved: Moved, cache: DocumentedCache): readonly Change[] => [
    {
      resource: cache.globalDatastore,
      region: 'no region',
      what: 'its primary member',
      isNow:
        leftBehind(moved, cache.id) ??
        `\`${cache[moved.to].replicationGroup}\` in ${moved.deployment.regions[moved.to]}`,
      cloudFormation: [
        `\`${cache.globalDatastore}\`: in \`Members\`, \`${cache[moved.to].replicationGroup}\` is \`PRIMARY\` and \`${cache[moved.from].replicationGroup}\` is \`SECONDARY\`.`,
      ],
      terraform: [
        `\`${cache.globalDatastore}\`: \`primary_replication_group_id = "${cache[moved.to].replicationGroup}"\`; the other group has \`global_replication_group_id\`.`,
      ],
    },
  ],
  seed: (moved: Moved, cache: DocumentedCache): readonly Change[] => {
    const { replicationGroup } = cache[moved.to];
    return [
      {
        resource: replicationGroup,
        region: moved.deployment.regions[moved.to],
        what: 'was not there',
        isNow: leftBehind(moved, cache.id) ?? 'a new group, filled from a backup',
        cloudFormation: [
          `\`${replicationGroup}\`: write it as it is, without \`SnapshotArns\`: changed later, they replace it.`,
        ],
        terraform: [`\`${replicationGroup}\`: without \`snapshot_arns\`.`],
        importAs: cacheImport(replicationGroup),
      },
    ];
  },
  cold: (): readonly Change[] => [],
};
