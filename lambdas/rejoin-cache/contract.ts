import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'rejoin-cache',
  purpose:
    "Fails until the region's cache is a secondary of its global datastore, with the groups that it serves with.",
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ cache: z.string().min(1) }),
  env: deploymentEnvironment,
  calls: [
    'elasticache:DescribeGlobalReplicationGroups',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
  ],
});
