import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-cache-promotion',
  purpose:
    "Fails until this region's member of a global datastore is its primary, or the new cache is filled.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ cache: z.string().min(1) }),
  env: deploymentEnvironment,
  calls: [
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:DescribeReplicationGroups',
    'elasticache:ListTagsForResource',
  ],
});
