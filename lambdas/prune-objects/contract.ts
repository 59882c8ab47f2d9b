import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'prune-objects',
  purpose:
    'Deletes the dumps or cache backups that a policy keeps no longer, in both regions, and says why it kept the others.',
  network: 'aws',
  /**
   * 20 deletions of four calls, and a look at up to 20 points of the floor in each region: 120 calls of 0.3 s make 36 s.
   * Twice 12.3 s more when both regions keep silent. Cut short it fails the run, and the next one goes on from there.
   */
  timeoutSeconds: 90,
  input: z.object({ policy: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:DeleteItem',
    's3:GetObject',
    's3:GetObjectVersion',
    's3:GetObjectRetention',
    's3:ListBucket',
    's3:DeleteObjectVersion',
    'kms:Decrypt',
  ],
});
