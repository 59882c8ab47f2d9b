import * as z from 'zod';
import { cacheBackupJobShape, checkedFileShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-cache-backup',
  purpose: 'Enters a cache backup, or its copy, into the ledger as a recovery point, not proven yet.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    job: cacheBackupJobShape,
    takenAt: instantShape,
    into: z.enum(['from', 'to']),
    file: checkedFileShape,
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:UpdateItem'],
});
