import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'locate-caches',
  purpose: 'Finds the addresses of the caches of its region whose replicas take over.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['elasticache:DescribeReplicationGroups'],
});
