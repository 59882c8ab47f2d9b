import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-wal-archives',
  purpose:
    'Walks what is new in the WAL archives of its region, once a day all of it, and records what they cover.',
  network: 'aws',
  timeoutSeconds: 900,
  input: z.unknown(),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    's3:ListBucket',
    's3:GetObject',
    'kms:Decrypt',
  ],
});
