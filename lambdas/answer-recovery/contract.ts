import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'answer-recovery',
  purpose: 'Says of every store what it would be recovered from if it had to be now, and what would be lost.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.unknown(),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
});
