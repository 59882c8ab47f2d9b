import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { bucketsVariable, ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'plan-cache-backups',
  purpose: 'Says which cache backups a policy wants now, and where they are to be kept.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ policy: z.string().min(1), due: instantShape }),
  env: ledgerEnvironment.extend({ BACKUP_BUCKETS: bucketsVariable }),
  calls: ['dynamodb:GetItem', 'dynamodb:Query'],
});
