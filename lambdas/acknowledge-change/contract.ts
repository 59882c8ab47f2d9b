import * as z from 'zod';
import { personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'acknowledge-change',
  purpose:
    'Ends the cool-down after a change of the active region, or a run that was given up, that a person has looked at.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ by: personShape, run: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
