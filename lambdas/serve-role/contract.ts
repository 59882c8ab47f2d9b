import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'serve-role',
  purpose: 'Answers GET /role: 200 in the active region, 503 elsewhere. Route 53 health checks read it.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.unknown(),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem'],
});
