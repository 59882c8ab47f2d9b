import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'promote-cache',
  purpose: "Asks ElastiCache to make the recovery region's member of a global datastore the primary.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape, cache: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:FailoverGlobalReplicationGroup',
  ],
});
