import * as z from 'zod';
import { personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'answer-approval',
  purpose: "Hands a person's yes or no to the run that asked for it, once.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    run: z.string().min(1),
    /** Of the request that is answered, as it was announced. */
    hash: z.string().min(1),
    answer: z.enum(['approve', 'reject']),
    by: personShape,
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'states:SendTaskSuccess', 'states:SendTaskFailure'],
});
