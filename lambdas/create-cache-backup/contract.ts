import { cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'create-cache-backup',
  purpose: 'Asks ElastiCache for a snapshot of one cache, of a replica if it has one.',
  network: 'aws',
  timeoutSeconds: 30,
  input: cacheBackupJobShape,
  env: deploymentEnvironment,
  calls: [
    'elasticache:DescribeSnapshots',
    'elasticache:DescribeReplicationGroups',
    'elasticache:CreateSnapshot',
    'elasticache:AddTagsToResource',
  ],
});
