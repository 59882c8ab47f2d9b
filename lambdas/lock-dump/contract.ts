import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { dumpJobShape, finishedDumpShape } from '../runtime/dump-shapes';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'lock-dump',
  purpose: "Locks one version of a dump for its policy's days, and looks whether it is.",
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ job: dumpJobShape, dump: finishedDumpShape }),
  env: deploymentEnvironment,
  calls: [
    's3:GetObject',
    's3:GetObjectVersion',
    's3:GetObjectRetention',
    's3:PutObjectRetention',
    's3:ListBucket',
    'kms:Decrypt',
  ],
});
