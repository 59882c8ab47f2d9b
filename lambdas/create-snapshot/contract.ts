import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { snapshotJobShape } from '../runtime/snapshot-shapes';

export const contract = defineContract({
  name: 'create-snapshot',
  purpose: 'Asks RDS for a snapshot of one database; the state after it waits for it.',
  network: 'aws',
  timeoutSeconds: 30,
  input: snapshotJobShape,
  env: deploymentEnvironment,
  calls: [
    'rds:DescribeDBSnapshots',
    'rds:DescribeDBInstances',
    'rds:CreateDBSnapshot',
    'rds:AddTagsToResource',
  ],
});
