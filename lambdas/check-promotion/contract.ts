import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'check-promotion',
  purpose: 'Holds a promotion against the four tests of completeness, and fails until all pass.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    claim: claimShape,
    database: z.string().min(1),
    written: z.object({ epoch: z.int().min(1) }).optional(),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'rds:DescribeDBInstances'],
});
