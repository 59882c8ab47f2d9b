import * as z from 'zod';
import { personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { situationShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'decide-switchover',
  purpose: 'Decides whether this region is to take over without a loss; the answer no is a sentence.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({
    situation: situationShape,
    request: z.object({
      run: z.string().min(1).max(80).optional(),
      trigger: z.string().min(1).default('started by hand'),
      approvedBy: personShape.optional(),
      /** Judges and changes nothing. */
      dryRun: z.boolean().optional(),
    }),
    execution: z.string().min(1),
  }),
  env: deploymentEnvironment,
  calls: [],
});
