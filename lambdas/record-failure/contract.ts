import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment, runbooksVariable } from '../runtime/environment';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-failure',
  purpose:
    'Keeps in the ledger why a run ended early: refused with nothing changed, or stuck where undoing is not safe.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    request: z
      .object({
        run: z.string().min(1).optional(),
        trigger: z.string().default('started by hand'),
        /** Of who starts a run by the minute while a reason lasts: its refusal is announced once, by the first run. */
        quiet: z.boolean().optional(),
        dryRun: z.boolean().optional(),
      })
      .loose(),
    execution: z.string().min(1),
    workflow: z.enum(['failover', 'switchover', 'failback']),
    outcome: z.enum(['refused', 'stuck']),
    error: caughtShape,
  }),
  env: ledgerEnvironment.extend(runbooksVariable),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
