import * as z from 'zod';
import { personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'resume-failover',
  purpose: 'Ends a pause, whoever made it.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ by: personShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
