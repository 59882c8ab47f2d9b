import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'promote-cache',
  purpose:
    "Makes this region's member of a global datastore the primary, or fills a new cache from the newest backup, as the plan says.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape, cache: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:Query',
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:FailoverGlobalReplicationGroup',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
    'elasticache:DescribeReplicationGroups',
    'elasticache:CreateReplicationGroup',
    'elasticache:AddTagsToResource',
    's3:GetObject',
    's3:ListBucket',
    'kms:Decrypt',
  ],
});
