import type { Place } from '../plan/deployment';
import { onArchiveBuckets, onArchives } from './archive-rules';
import { CACHE_RULES } from './cache-rules';
import { COMPUTE_RULES } from './compute-rules';
import { OBJECT_RULES, onBackups } from './object-rules';
import { finalSnapshotPermissions, onOldPrimaries, onReplicas } from './old-primary-rules';
import { arnsOn, type Ground, PLACES } from './plan-arns';
import { onScratchInstances, RESTORE_RULES } from './restore-rules';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Why `resources` holds a wildcard; demanded of every permission that does. */
  readonly wildcardBecause?: string;
}

export type Rule = (ground: Ground, calls: readonly string[]) => Omit<Permission, 'actions'>;

const SNAPSHOT_NAMES =
  'snapshots are named from the plan, the policy and the moment they are due, so only the prefix is known';

const onInstances: Rule = (ground, calls) => {
  if (ground.scratch) return onScratchInstances(ground, calls);
  return ground.oldPrimaries ? onOldPrimaries(ground) : { resources: arnsOn(ground).instances };
};
const onLedger: Rule = (ground) => ({ resources: arnsOn(ground).ledgers });
const onGlobalDatastores: Rule = (ground) => ({ resources: arnsOn(ground).globalDatastores });
const onSnapshots: Rule = (ground) => ({
  resources: arnsOn(ground).snapshots(),
  wildcardBecause: SNAPSHOT_NAMES,
});

const onBackupBuckets: Rule = (ground) => ({ resources: arnsOn(ground).backupBuckets });
const onContainerTasks: Rule = (ground) => ({
  resources: arnsOn(ground).containerTasks,
  wildcardBecause: 'ECS numbers tasks when they are run; only the cluster is known, and it runs nothing else',
});

const onTaskTokens: Rule = (ground) => ({
  resources: ['*'],
  conditions: { StringEquals: { 'aws:RequestedRegion': [ground.region] } },
  wildcardBecause:
    'IAM has no resource types for this action: the token itself says which task it is good for, and only its holder has it',
});

/** What each action may act on. An action that is not here cannot be granted. */
const RULES: Readonly<Record<string, Rule>> = {
  'dynamodb:GetItem': onLedger,
  'dynamodb:PutItem': onLedger,
  'dynamodb:UpdateItem': onLedger,
  'dynamodb:Query': onLedger,
  'dynamodb:DeleteItem': onLedger,
  'rds:DescribeDBInstances': onInstances,
  /** Replicated backups are asked for by the name that their instance has in the other region. */
  'rds:DescribeDBInstanceAutomatedBackups': (ground) => ({
    resources: arnsOn(ground).automatedBackups,
    wildcardBecause: 'RDS numbers automated backups; only the instances that they are of are known',
  }),
  'cloudwatch:GetMetricStatistics': ({ plan }) => ({
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': Object.values(plan.regions) } },
    wildcardBecause:
      'figures of AWS services are no resource that IAM knows, only data sets are; it is bound to the regions of the plan',
  }),
  'rds:DescribeEvents': (ground) => ({
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': arnsOn(ground).regions } },
    wildcardBecause: 'RDS has no resource types for this action; it is bound to the regions of the plan',
  }),
  /** RDS asks for the parameter group too, of whoever gives an instance another one. */
  'rds:ModifyDBInstance': (ground, calls) =>
    ground.givesParameters
      ? { resources: [...arnsOn(ground).instances, ...arnsOn(ground).parameterGroups] }
      : onInstances(ground, calls),
  'rds:RebootDBInstance': onInstances,
  'rds:StopDBInstance': onInstances,
  'rds:StartDBInstance': onInstances,
  'rds:PromoteReadReplica': onInstances,
  'rds:CreateDBInstanceReadReplica': onReplicas,
  /** Who asks for the account's quota counts the copies that use it up, and those are everybody's. */
  'rds:DescribeDBSnapshots': (ground, calls) =>
    calls.includes('rds:DescribeAccountAttributes')
      ? {
          resources: arnsOn(ground).allSnapshots,
          wildcardBecause: 'copies in progress are limited per account and region, so those of others count',
        }
      : onSnapshots(ground, calls),
  'rds:DescribeAccountAttributes': (ground) => ({
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': arnsOn(ground).regions } },
    wildcardBecause:
      'quotas belong to the account and are no resource; it is bound to the regions of the plan',
  }),
  'rds:DeleteDBSnapshot': onSnapshots,
  'rds:CreateDBSnapshot': (ground) => ({
    resources: [...arnsOn(ground).instances, ...arnsOn(ground).snapshots()],
    wildcardBecause: SNAPSHOT_NAMES,
  }),
  /** Asked in the target's region, and by a pre-signed call in the source's: both ends, whichever the task reaches. */
  'rds:CopyDBSnapshot': (ground) => ({
    resources: arnsOn(ground).snapshots(PLACES),
    wildcardBecause: SNAPSHOT_NAMES,
  }),
  /** What makes a snapshot tags that; what fences an instance tags the instance. */
  'rds:AddTagsToResource': (ground, calls) =>
    calls.includes('rds:CreateDBSnapshot') || calls.includes('rds:CopyDBSnapshot')
      ? onSnapshots(ground, calls)
      : onInstances(ground, calls),
  'rds-db:connect': (ground) => ({
    resources: arnsOn(ground).databaseUsers,
    wildcardBecause:
      'the instance is named by its DbiResourceId, which the plan does not have and which a rebuilt replica changes; the user is named exactly',
  }),
  'elasticache:DescribeGlobalReplicationGroups': onGlobalDatastores,
  'elasticache:FailoverGlobalReplicationGroup': onGlobalDatastores,
  'elasticache:ModifyReplicationGroup': (ground) => ({ resources: arnsOn(ground).replicationGroups }),
  'elasticache:DescribeCacheClusters': (ground) => ({
    resources: arnsOn(ground).cacheNodes,
    wildcardBecause:
      'nodes of a replication group can only be found by listing; AWS numbers and renames them',
  }),
  'ec2:DescribeSecurityGroupRules': (ground) => ({
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': arnsOn(ground).regions } },
    wildcardBecause: 'EC2 has no resource types for this action; it is bound to the regions of the plan',
  }),
  'route53:GetHealthCheckStatus': (ground) => ({ resources: arnsOn(ground).healthChecks }),
  'states:StartExecution': (ground) => ({ resources: [arnsOn(ground).failoverMachine] }),
  'states:StartSyncExecution': (ground) => ({ resources: arnsOn(ground).writeAccessMachines }),
  'states:SendTaskSuccess': onTaskTokens,
  'states:SendTaskFailure': onTaskTokens,
  's3:GetBucketObjectLockConfiguration': onBackupBuckets,
  /** Who restores looks at both: at a cache backup before it is used, and at the base backups of an archive. */
  's3:ListBucket': (ground, calls) =>
    ground.scratch
      ? { resources: [...arnsOn(ground).backupBuckets, ...onArchiveBuckets(ground, calls).resources] }
      : (ground.archives ? onArchiveBuckets : onBackupBuckets)(ground, calls),
  's3:GetObject': (ground, calls) =>
    (ground.archives && !ground.scratch ? onArchives : onBackups)(ground, calls),
  's3:GetObjectVersion': onBackups,
  's3:GetObjectRetention': onBackups,
  's3:PutObjectRetention': onBackups,
  's3:DeleteObjectVersion': onBackups,
  /** S3 tells the checksum of an object under a key only to who may use that key. */
  'kms:Decrypt': (ground) => ({
    resources: ground.reaches.map((place) => ground.plan.keys[place]),
    conditions: {
      StringEquals: {
        'kms:ViaService': arnsOn(ground).regions.map((region) => `s3.${region}.amazonaws.com`),
      },
    },
  }),
  'ecs:RunTask': (ground) => ({
    resources: arnsOn(ground).serverFamilies,
    wildcardBecause: 'each deployment makes a new revision; the family is named exactly',
  }),
  'ecs:DescribeTasks': onContainerTasks,
  'ecs:StopTask': onContainerTasks,
  /** Only while a task is being run: what runs already cannot be made to look like ours. */
  'ecs:TagResource': (ground, calls) => ({
    ...onContainerTasks(ground, calls),
    conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
  }),
  'ecs:ListTasks': (ground) => ({
    resources: arnsOn(ground).containerInstances,
    wildcardBecause:
      'ECS takes listing the tasks of a cluster for an action on its container instances, of which Fargate has none',
  }),
  'iam:PassRole': (ground) => ({
    resources: arnsOn(ground).serverRoles,
    conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
  }),
  ...CACHE_RULES,
  ...COMPUTE_RULES,
  ...RESTORE_RULES,
  ...OBJECT_RULES,
};

/**
 * The IAM statements for the calls of a contract, as narrow as IAM and the plan allow. Calls on something that the plan
 * does not have, such as caches, get no statement.
 *
 * @throws {RangeError} for an action without a rule
 */
export function permissionsFor(calls: readonly string[], ground: Ground): readonly Permission[] {
  const permissions = calls.map((action): Permission => {
    const rule = RULES[action];
    if (!rule)
      throw new RangeError(`${action} has no rule in lib/constructs/permissions.ts; say what it may act on`);
    return { actions: [action], ...rule(ground, calls) };
  });
  const implied = [
    ...keyPermissions(ground, 'rds', keyPlaces(ground, calls)),
    ...keyPermissions(ground, 'elasticache', seedsCaches(ground, calls) ? ground.reaches : []),
    ...finalSnapshotPermissions(ground, calls),
  ];
  return [...permissions, ...implied].filter(({ resources }) => resources.length > 0);
}

/** A copy and a replica lie under a key at each end, what is restored under that of its own region. */
const keyPlaces = ({ reaches }: Ground, calls: readonly string[]): readonly Place[] => {
  if (calls.includes('rds:CopyDBSnapshot') || calls.includes('rds:CreateDBInstanceReadReplica'))
    return PLACES;
  return calls.includes('rds:RestoreDBInstanceFromDBSnapshot') ? reaches : [];
};

/** A seeded cache lies under the plan's key. */
const seedsCaches = ({ plan }: Ground, calls: readonly string[]): boolean =>
  plan.caches.length > 0 && calls.includes('elasticache:CreateReplicationGroup');

/**
 * A service asks KMS in the name of whoever asks it to copy, to restore or to seed: it looks the key up and gives itself a
 * grant, in each region. Only through that service in the key's own region, and only grants for AWS itself, so these keys
 * encrypt nothing for this function. Source snapshots under another key than the plan's need that key to admit the function.
 */
const keyPermissions = (
  { plan }: Ground,
  service: 'rds' | 'elasticache',
  places: readonly Place[],
): Permission[] =>
  places.flatMap((place) => {
    const viaService = { 'kms:ViaService': `${service}.${plan.regions[place]}.amazonaws.com` };
    const resources = [plan.keys[place]];
    return [
      { actions: ['kms:DescribeKey'], resources, conditions: { StringEquals: viaService } },
      {
        actions: ['kms:CreateGrant'],
        resources,
        conditions: { StringEquals: viaService, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ];
  });
