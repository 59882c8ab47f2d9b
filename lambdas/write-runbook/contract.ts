import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { bucketsVariable, ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'write-runbook',
  purpose:
    'Writes what to do by hand when no machine runs, with the names of this deployment and as things stand.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.unknown(),
  env: ledgerEnvironment.extend({ BACKUP_BUCKETS: bucketsVariable, NOTIFY: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:Query', 's3:PutObject', 'kms:GenerateDataKey'],
});
