import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'serve-health',
  purpose: 'Answers GET /health and GET /metrics of its region, to whoever may ask by IAM.',
  network: 'aws',
  // One call of the ledger that nobody answers is over after 12.3 s; /health does not wait for it, /metrics does.
  timeoutSeconds: 15,
  input: z.object({ rawPath: z.string() }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem'],
});
