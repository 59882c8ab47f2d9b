import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'plan-drill',
  purpose: 'Says which recovery points of its region are restored to prove them, and which wait.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    request: z.strictObject({
      /** Of a schedule: when it was due. One drill for each such time. */
      due: instantShape.optional(),
      trigger: z.string().min(1).default('started by hand'),
      run: z.string().min(1).optional(),
    }),
    execution: z.string().min(1),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
});
