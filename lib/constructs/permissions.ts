import { arnsOn, type Ground, PLACES } from './plan-arns';

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions?: Conditions;
  /** Why `resources` holds a wildcard; demanded of every permission that does. */
  readonly wildcardBecause?: string;
}

type Rule = (ground: Ground, calls: readonly string[]) => Omit<Permission, 'actions'>;

const SNAPSHOT_NAMES =
  'snapshots are named from the plan, the policy and the moment they are due, so only the prefix is known';

const onInstances: Rule = (ground) => ({ resources: arnsOn(ground).instances });
const onLedger: Rule = (ground) => ({ resources: [arnsOn(ground).ledger] });
const onGlobalDatastores: Rule = (ground) => ({ resources: arnsOn(ground).globalDatastores });
const onSnapshots: Rule = (ground) => ({
  resources: arnsOn(ground).snapshots(),
  wildcardBecause: SNAPSHOT_NAMES,
});

/** What each action may act on. An action that is not here cannot be granted. */
const RULES: Readonly<Record<string, Rule>> = {
  'dynamodb:GetItem': onLedger,
  'dynamodb:PutItem': onLedger,
  'dynamodb:UpdateItem': onLedger,
  'dynamodb:Query': onLedger,
  'dynamodb:DeleteItem': onLedger,
  'rds:DescribeDBInstances': onInstances,
  'rds:ModifyDBInstance': onInstances,
  'rds:RebootDBInstance': onInstances,
  'rds:PromoteReadReplica': onInstances,
  'rds:DescribeDBSnapshots': onSnapshots,
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
  'states:StartExecution': (ground) => ({ resources: [arnsOn(ground).failoverMachine] }),
  's3:PutObject': ({ evidenceBucketArn }) => ({
    resources: evidenceBucketArn ? [`${evidenceBucketArn}/runs/*`] : [],
    wildcardBecause: 'one document per run, named by the run',
  }),
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
  const implied = calls.includes('rds:CopyDBSnapshot') ? keyPermissions(ground) : [];
  return [...permissions, ...implied].filter(({ resources }) => resources.length > 0);
}

/**
 * RDS asks KMS in the name of whoever asks it to copy: it looks the key up and gives itself a grant, in each region. Only
 * through RDS of the key's own region, and only grants for AWS itself, so these keys encrypt nothing for this function.
 * Source snapshots under another key than the plan's need that key to admit the function.
 */
const keyPermissions = ({ plan }: Ground): Permission[] =>
  PLACES.flatMap((place) => {
    const viaRds = { 'kms:ViaService': `rds.${plan.regions[place]}.amazonaws.com` };
    const resources = [plan.keys[place]];
    return [
      { actions: ['kms:DescribeKey'], resources, conditions: { StringEquals: viaRds } },
      {
        actions: ['kms:CreateGrant'],
        resources,
        conditions: { StringEquals: viaRds, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
      },
    ];
  });
