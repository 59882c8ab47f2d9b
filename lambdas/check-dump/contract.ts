import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { dumpJobShape } from '../runtime/dump-shapes';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-dump',
  purpose: 'Compares what lies in S3 with what the dump task counted and summed, and with the key agreed.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ job: dumpJobShape }),
  env: deploymentEnvironment,
  calls: ['s3:GetObject', 's3:ListBucket', 'kms:Decrypt'],
});
