import * as z from 'zod';
import { personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'pause-failover',
  purpose: 'Lets no failover and no switchover start until somebody resumes; what runs already goes on.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    by: personShape,
    because: z.string().trim().min(1, 'expected a reason, for whoever finds it paused'),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
