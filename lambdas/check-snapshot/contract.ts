import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-snapshot',
  purpose:
    'Fails until a snapshot is available, in its own region or as a copy under the key it is to lie under.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    region: z.string().min(1),
    snapshot: z.string().min(1),
    expectedKeyArn: z.string().min(1).optional(),
  }),
  env: deploymentEnvironment,
  calls: ['rds:DescribeDBSnapshots'],
});
