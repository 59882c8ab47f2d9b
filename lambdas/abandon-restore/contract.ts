import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape, instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'abandon-restore',
  purpose: 'Keeps in the ledger why a restore or a drill ended early, and lets retention go on.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    purpose: z.enum(['restore', 'drill']),
    request: z
      .object({
        run: z.string().min(1).optional(),
        trigger: z.string().optional(),
        /** Of a drill's schedule. One that is no time was refused, and named no run. */
        due: instantShape.optional().catch(undefined),
      })
      .loose(),
    execution: z.string().min(1),
    error: caughtShape,
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
});
