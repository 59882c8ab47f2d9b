import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'fence-region',
  purpose: 'Makes the old primary unable to take application writes, and says which fence holds.',
  network: 'aws',
  // 55 s of them for what blocks the logins of the application; the lease is renewed before and after that.
  timeoutSeconds: 90,
  input: z.object({
    decision: z.object({ claim: claimShape, from: z.string(), approvedBy: z.string().optional() }),
    patience: z.enum(['left', 'over']),
  }),
  env: writeAccessEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'ec2:DescribeSecurityGroupRules',
    'rds:DescribeDBInstances',
    'rds:ModifyDBInstance',
    'rds:RebootDBInstance',
    'rds:AddTagsToResource',
    'rds:StopDBInstance',
    'states:StartSyncExecution',
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
  ],
});
