import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape, claimShape, instantShape } from '../runtime/shapes';

const step = z.object({ at: instantShape });

export const contract = defineContract({
  name: 'close-run',
  purpose: 'Writes phases, judgements and evidence of a run, then closes it and gives the lease back.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    claim: claimShape,
    fence: step.extend({ fences: z.array(z.unknown()) }),
    databases: z.array(z.object({ write: step, check: step })),
    caches: z.array(
      z.union([
        z.object({ cache: z.string(), failed: caughtShape }),
        step.extend({ cache: z.string(), how: z.string().optional() }),
      ]),
    ),
    activation: step,
    confirmation: z.union([step, caughtShape]),
  }),
  env: ledgerEnvironment.extend({ EVIDENCE_BUCKET: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 's3:PutObject'],
});
