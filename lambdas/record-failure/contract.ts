import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-failure',
  purpose:
    'Keeps in the ledger why a run ended early: refused with nothing changed, or stuck where undoing is not safe.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    request: z
      .object({ run: z.string().min(1).optional(), trigger: z.string().default('started by hand') })
      .loose(),
    execution: z.string().min(1),
    outcome: z.enum(['refused', 'stuck']),
    error: caughtShape,
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
