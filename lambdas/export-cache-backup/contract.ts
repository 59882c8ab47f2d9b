import { cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'export-cache-backup',
  purpose: "Asks ElastiCache to write a snapshot's file into the region's backup bucket.",
  network: 'aws',
  timeoutSeconds: 30,
  input: cacheBackupJobShape,
  env: deploymentEnvironment,
  calls: [
    'elasticache:DescribeSnapshots',
    'elasticache:CopySnapshot',
    // ElastiCache writes in its own name, and asks first whether the caller may do so too: that is what binds the bucket.
    's3:ListAllMyBuckets',
    's3:GetBucketLocation',
    's3:GetBucketAcl',
    's3:ListBucket',
    's3:GetObject',
    's3:PutObject',
    's3:DeleteObject',
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ],
});
