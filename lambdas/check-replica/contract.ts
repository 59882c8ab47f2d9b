import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { sideShape } from '../runtime/failback-shapes';

export const contract = defineContract({
  name: 'check-replica',
  purpose: 'Fails until a new replica is available, replicates, and keeps backups of its own.',
  network: 'aws',
  timeoutSeconds: 45,
  input: sideShape,
  env: deploymentEnvironment,
  calls: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance'],
});
