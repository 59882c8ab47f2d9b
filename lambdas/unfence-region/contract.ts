import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'unfence-region',
  purpose: 'Opens the active region to its clients again after a run was abandoned before promoting.',
  network: 'aws',
  timeoutSeconds: 90,
  input: z.object({ region: z.string().min(1) }),
  env: writeAccessEnvironment,
  calls: [
    'dynamodb:GetItem',
    'rds:DescribeDBInstances',
    'rds:ModifyDBInstance',
    'rds:StartDBInstance',
    'rds:AddTagsToResource',
    'states:StartSyncExecution',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
  ],
});
