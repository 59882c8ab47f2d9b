import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

/** A call of its address. */
export const addressed = z.object({
  rawPath: z.string(),
  headers: z.object({ accept: z.string().optional() }).optional(),
});

/** A dashboard that shows it: CloudWatch says so, and of what it says besides nothing is looked at. */
const shown = z.object({ widgetContext: z.object({}) });

export const contract = defineContract({
  name: 'serve-health',
  purpose:
    'Answers GET /health, /metrics and /status of its region, and its dashboard, to whoever may ask by IAM.',
  network: 'aws',
  // One call of the ledger that nobody answers is over after 12.3 s; /health does not wait for it, /metrics does.
  timeoutSeconds: 15,
  input: z.union([addressed, shown]),
  env: ledgerEnvironment.extend({ NOTIFY: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:Query'],
});
