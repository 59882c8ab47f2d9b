import { cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-cache-backup',
  purpose: "Fails until a cache's snapshot is available.",
  network: 'aws',
  timeoutSeconds: 30,
  input: cacheBackupJobShape,
  env: deploymentEnvironment,
  calls: ['elasticache:DescribeSnapshots'],
});
