import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-services',
  purpose: 'Fails until the services of a component run at the size that is wanted of them.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ component: z.enum(['api', 'workers']) }),
  env: deploymentEnvironment,
  calls: ['ecs:DescribeServices'],
});
