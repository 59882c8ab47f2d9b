import * as z from 'zod';
import { backupFileShape, cacheBackupJobShape } from '../runtime/cache-backup-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-cache-copy',
  purpose: "Refuses a copy of a backup's file that differs from it, or lies under another key than agreed.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    job: cacheBackupJobShape,
    into: z.enum(['from', 'to']),
    file: backupFileShape,
    /** Of what the file was copied from; a checksum only where S3 took both by one algorithm. */
    expected: backupFileShape.pick({ bytes: true, checksum: true }),
  }),
  env: deploymentEnvironment,
  calls: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
});
