import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'plan-snapshots',
  purpose: 'Says which snapshots a policy wants now, and where they are to be copied.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ policy: z.string().min(1), due: instantShape }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:Query'],
});
