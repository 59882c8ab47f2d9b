import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'plan-failback',
  purpose: 'Decides whether the way home is open and what is left to do on it; the answer no is a sentence.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({
    request: z.object({
      /** Room is left for the name of its switchover. */
      run: z.string().min(1).max(75).optional(),
      trigger: z.string().min(1).default('started by hand'),
      approvedBy: z.string({ error: 'expected approvedBy: the name of the person who decided this' }),
      /** The ARN of an old primary that was put aside, in full: it is deleted at the end. */
      deleteOldPrimary: z.string().min(1).optional(),
      dryRun: z.boolean().default(false),
    }),
    execution: z.string().min(1),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'rds:DescribeDBInstances'],
});
