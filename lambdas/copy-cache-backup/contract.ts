import * as z from 'zod';
import { backupFileShape, cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'copy-cache-backup',
  purpose: "Copies a backup's file to where a region keeps it, under that region's key.",
  network: 'aws',
  /** S3 answers when it is done: of 5 GB, the most that it copies in one call, within two minutes, and twice more if it must. */
  timeoutSeconds: 420,
  input: z.object({ job: cacheBackupJobShape, source: backupFileShape, into: z.enum(['from', 'to']) }),
  env: deploymentEnvironment,
  calls: [
    's3:GetObject',
    's3:GetObjectVersion',
    's3:ListBucket',
    's3:PutObject',
    'kms:Decrypt',
    'kms:GenerateDataKey',
  ],
});
