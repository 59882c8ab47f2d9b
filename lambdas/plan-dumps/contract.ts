import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { bucketsVariable, ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'plan-dumps',
  purpose: 'Says which dumps a policy wants now; refuses a bucket whose contents anybody could delete.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ policy: z.string().min(1), due: instantShape }),
  env: ledgerEnvironment.extend({ BACKUP_BUCKETS: bucketsVariable }),
  calls: [
    'dynamodb:GetItem',
    's3:GetBucketObjectLockConfiguration',
    's3:GetObject',
    's3:ListBucket',
    'kms:Decrypt',
  ],
});
