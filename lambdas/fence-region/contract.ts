import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'fence-region',
  purpose: 'Makes the old primary unable to take application writes, and says which fence holds.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({
    decision: z.object({ claim: claimShape, from: z.string(), approvedBy: z.string().optional() }),
    patience: z.enum(['left', 'over']),
  }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'ec2:DescribeSecurityGroupRules',
    'rds:DescribeDBInstances',
    'rds:ModifyDBInstance',
    'rds:RebootDBInstance',
    'rds:AddTagsToResource',
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
  ],
});
