/** IAM actions of what a restorer asks, by the verb. Tags of caches are asked for by a call of their own. */
export const FIND_CALLS = [
  'rds:DescribeDBInstances',
  'elasticache:DescribeReplicationGroups',
  'elasticache:ListTagsForResource',
  'ecs:ListTasks',
  'ecs:DescribeTasks',
] as const;

export const REMOVE_CALLS = [
  'rds:DeleteDBInstance',
  'elasticache:DeleteReplicationGroup',
  'ecs:StopTask',
] as const;

/** A database that is kept is protected as well. */
export const KEEP_CALLS = [
  'rds:ModifyDBInstance',
  'rds:RemoveTagsFromResource',
  'elasticache:RemoveTagsFromResource',
] as const;

/** What it is restored from is looked at first: the newest version of an object, the base backups of an archive. */
export const START_CALLS = [
  'rds:RestoreDBInstanceFromDBSnapshot',
  'rds:RestoreDBInstanceToPointInTime',
  'rds:AddTagsToResource',
  'elasticache:CreateReplicationGroup',
  'elasticache:AddTagsToResource',
  's3:ListBucket',
  's3:GetObject',
  'kms:Decrypt',
  'ecs:RunTask',
  'ecs:TagResource',
  'iam:PassRole',
] as const;
