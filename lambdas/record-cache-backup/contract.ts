import * as z from 'zod';
import { backupFileShape, cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { instantShape } from '../runtime/shapes';

const checkedFile = backupFileShape.required();

export const contract = defineContract({
  name: 'record-cache-backup',
  purpose: 'Enters a cache backup and its copy into the ledger as recovery points, not proven yet.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    job: cacheBackupJobShape,
    takenAt: instantShape,
    files: z.object({ kept: checkedFile, copy: checkedFile }),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:UpdateItem'],
});
