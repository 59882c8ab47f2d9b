import type { Rule } from './permissions';
import { arnsOn } from './plan-arns';

const onBackupBuckets: Rule = (ground) => ({ resources: arnsOn(ground).backupBuckets });

/** Of a backup bucket, the keys that are the task's business; without any named, all of them. */
export const onBackups: Rule = (ground) => ({
  resources: arnsOn(ground).backupBuckets.flatMap((bucket) =>
    (ground.backupKeys ?? ['*']).map((key) => `${bucket}/${key}`),
  ),
  wildcardBecause:
    'dumps and cache backups are named from the plan, the policy and the moment they are due; the bucket holds nothing else',
});

/** What a cache backup's way through S3 may act on, beside what every task on the backup buckets does. */
export const OBJECT_RULES: Readonly<Record<string, Rule>> = {
  's3:GetBucketAcl': onBackupBuckets,
  's3:GetBucketLocation': onBackupBuckets,
  's3:DeleteObject': onBackups,
  's3:ListAllMyBuckets': () => ({
    resources: ['*'],
    wildcardBecause:
      'S3 has no resource types for this action, and ElastiCache demands it of whoever asks for an export',
  }),
  's3:PutObject': (ground, calls) =>
    ground.evidenceBucketArn
      ? {
          resources: [`${ground.evidenceBucketArn}/runs/*`],
          wildcardBecause: 'one document per run, named by the run',
        }
      : onBackups(ground, calls),
  /** S3 asks KMS in the name of whoever writes; only through S3 of the key's own region. */
  'kms:GenerateDataKey': (ground) => ({
    resources: ground.reaches.map((place) => ground.plan.keys[place]),
    conditions: {
      StringEquals: {
        'kms:ViaService': arnsOn(ground).regions.map((region) => `s3.${region}.amazonaws.com`),
      },
    },
  }),
};
