import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'activate-region',
  purpose:
    'Makes the region that was promoted the active one, one epoch on; this write is what moves the traffic.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ claim: claimShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
