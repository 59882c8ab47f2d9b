import * as z from 'zod';
import { backupFileShape, cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-cache-copy',
  purpose: "Refuses copies of a backup's file that differ from it, or lie under another key than agreed.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    job: cacheBackupJobShape,
    exported: backupFileShape,
    kept: backupFileShape,
    copy: backupFileShape,
  }),
  env: deploymentEnvironment,
  calls: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
});
