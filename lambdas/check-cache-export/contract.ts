import { cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-cache-export',
  purpose: "Fails until a snapshot's file lies whole in the region's backup bucket.",
  network: 'aws',
  timeoutSeconds: 30,
  input: cacheBackupJobShape,
  env: deploymentEnvironment,
  calls: ['elasticache:DescribeSnapshots', 's3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
});
