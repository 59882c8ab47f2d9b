import type { Rule } from './permissions';
import { arnsOn, type Ground } from './plan-arns';

const SNAPSHOT_NAMES =
  'snapshots of caches are named from the plan, the policy and the moment they are due, so only the prefix is known';
const SCRATCH_NAMES =
  'what a restore or a drill makes is named after it, so only the prefix is known; it is none of the groups of the plan';

const elasticache = (
  { plan, account, reaches }: Ground,
  what: (place: Ground['reaches'][number]) => readonly string[],
) =>
  plan.caches.length === 0
    ? []
    : reaches.flatMap((place) =>
        what(place).map((one) => `arn:aws:elasticache:${plan.regions[place]}:${account}:${one}`),
      );

const snapshotsOn = (ground: Ground) => elasticache(ground, () => [`snapshot:${ground.plan.name}-*`]);
const scratchOn = (ground: Ground) =>
  elasticache(ground, () =>
    ['restore', 'drill'].map((purpose) => `replicationgroup:${ground.plan.name}-${purpose}-*`),
  );
/** AWS names the nodes of a group after it, and numbers them. */
const nodesOn = (ground: Ground) =>
  elasticache(ground, (place) =>
    ground.plan.caches.map(({ [place]: { replicationGroup } }) => `cluster:${replicationGroup}-*`),
  );
const neighboursOn = (ground: Ground) =>
  elasticache(ground, (place) => [
    'cluster:*',
    'parametergroup:*',
    'usergroup:*',
    ...new Set(ground.plan.caches.map(({ [place]: { subnetGroup } }) => `subnetgroup:${subnetGroup}`)),
  ]);

const onSnapshots: Rule = (ground) => ({
  resources: snapshotsOn(ground),
  wildcardBecause: SNAPSHOT_NAMES,
});

/** What actions on cache backups, and on caches made of them, may act on. */
export const CACHE_RULES: Readonly<Record<string, Rule>> = {
  'elasticache:DescribeSnapshots': onSnapshots,
  'elasticache:CopySnapshot': onSnapshots,
  'elasticache:DeleteSnapshot': onSnapshots,
  'elasticache:CreateSnapshot': (ground) => ({
    resources: [...snapshotsOn(ground), ...arnsOn(ground).replicationGroups, ...nodesOn(ground)],
    wildcardBecause: `${SNAPSHOT_NAMES}; nodes are numbered by AWS`,
  }),
  'elasticache:DescribeReplicationGroups': (ground) => ({
    resources: elasticache(ground, () => ['replicationgroup:*']),
    wildcardBecause: 'what restores left behind can only be found by listing',
  }),
  /** Beside the group's own name AWS checks everything that it is made of. */
  'elasticache:CreateReplicationGroup': (ground) => ({
    resources: [...scratchOn(ground), ...arnsOn(ground).replicationGroups, ...neighboursOn(ground)],
    wildcardBecause: `${SCRATCH_NAMES}; parameter and user groups are AWS' defaults`,
  }),
  'elasticache:DeleteReplicationGroup': (ground) => ({
    resources: scratchOn(ground),
    wildcardBecause: SCRATCH_NAMES,
  }),
  'elasticache:RemoveTagsFromResource': (ground) => ({
    resources: scratchOn(ground),
    wildcardBecause: SCRATCH_NAMES,
  }),
  'elasticache:ListTagsForResource': (ground) => ({
    resources: [...snapshotsOn(ground), ...elasticache(ground, () => ['replicationgroup:*'])],
    wildcardBecause: 'what is ours is told by its tags alone',
  }),
  'elasticache:AddTagsToResource': (ground) => ({
    resources: [...snapshotsOn(ground), ...scratchOn(ground), ...arnsOn(ground).replicationGroups],
    wildcardBecause: `${SNAPSHOT_NAMES}; ${SCRATCH_NAMES}`,
  }),
};
