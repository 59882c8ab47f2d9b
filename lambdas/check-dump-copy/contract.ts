import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { dumpJobShape, finishedDumpShape } from '../runtime/dump-shapes';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'check-dump-copy',
  purpose: "Fails until S3 has replicated a dump into the other region, whole and under that region's key.",
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ job: dumpJobShape, dump: finishedDumpShape }),
  env: deploymentEnvironment,
  calls: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 'kms:Decrypt'],
});
