import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'serve-health',
  purpose: 'Answers GET /health, /metrics and /status of its region, to whoever may ask by IAM.',
  network: 'aws',
  // One call of the ledger that nobody answers is over after 12.3 s; /health does not wait for it, /metrics does.
  timeoutSeconds: 15,
  input: z.object({
    rawPath: z.string(),
    headers: z.object({ accept: z.string().optional() }).optional(),
  }),
  env: ledgerEnvironment.extend({ NOTIFY: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:Query'],
});
