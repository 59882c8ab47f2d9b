import * as z from 'zod';
import { cacheBackupJobShape, checkedFileShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'record-cache-backup',
  purpose: 'Enters a cache backup and its copy into the ledger as recovery points, not proven yet.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    job: cacheBackupJobShape,
    takenAt: instantShape,
    files: z.object({ kept: checkedFileShape, copy: checkedFileShape }),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:UpdateItem'],
});
