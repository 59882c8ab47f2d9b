import * as z from 'zod';
import { approvalShape, personShape } from '../runtime/approval-shapes';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment, runbooksVariable } from '../runtime/environment';
import { situationShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'decide-failover',
  purpose: 'Decides whether the region is to be failed over; the answer no is a sentence.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({
    situation: situationShape,
    request: z.object({
      run: z.string().min(1).max(80).optional(),
      trigger: z.string().min(1).default('started by hand'),
      approvedBy: personShape.optional(),
      /** For RecordRefusal, here and in the switchover that this may come to. */
      quiet: z.boolean().optional(),
      /** Judges and changes nothing. */
      dryRun: z.boolean().optional(),
    }),
    /** What a person said whom this execution asked; empty where nobody was asked. */
    approval: approvalShape.or(z.strictObject({}).transform(() => undefined)).optional(),
    execution: z.string().min(1),
  }),
  env: deploymentEnvironment.extend(runbooksVariable),
  calls: [],
});
