import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape, claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'abandon-run',
  purpose: 'Closes a run that ended before anything was promoted; the region that was active stays active.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    claim: claimShape,
    workflow: z.enum(['failover', 'switchover']),
    trigger: z.string(),
    error: caughtShape,
    /** What could not be undone, and so stays as the run left it. */
    left: caughtShape.optional(),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
