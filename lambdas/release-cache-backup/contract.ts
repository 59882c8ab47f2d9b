import { cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'release-cache-backup',
  purpose: 'Deletes the snapshot and the exported file of a cache backup that its own region keeps.',
  network: 'aws',
  timeoutSeconds: 45,
  input: cacheBackupJobShape,
  env: ledgerEnvironment,
  calls: [
    'dynamodb:Query',
    'elasticache:DescribeSnapshots',
    'elasticache:ListTagsForResource',
    'elasticache:DeleteSnapshot',
    's3:GetObject',
    's3:GetObjectRetention',
    's3:ListBucket',
    's3:DeleteObjectVersion',
    'kms:Decrypt',
  ],
});
