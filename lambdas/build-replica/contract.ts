import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { sideShape } from '../runtime/failback-shapes';

export const contract = defineContract({
  name: 'build-replica',
  purpose:
    'Asks RDS for a replica of the active side under the name that the plan has; the state after it waits.',
  network: 'aws',
  timeoutSeconds: 45,
  input: sideShape,
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'rds:DescribeDBInstances',
    'rds:CreateDBInstanceReadReplica',
    'rds:AddTagsToResource',
  ],
});
