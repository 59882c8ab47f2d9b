import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape, instantShape, situationShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'take-lease',
  purpose: 'Opens the run in the ledger under the epoch that was decided in; only one run can.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({
    situation: situationShape,
    decision: z.object({
      claim: claimShape,
      workflow: z.enum(['failover', 'switchover']),
      from: z.string(),
      to: z.string(),
      trigger: z.string(),
      approvedBy: z.string().optional(),
      detectedAt: instantShape,
      decidedAt: instantShape,
      approvedAt: instantShape.optional(),
      downSince: instantShape.optional(),
      expectedLossSeconds: z.number().optional(),
    }),
  }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem'],
});
