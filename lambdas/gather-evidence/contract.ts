import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { caughtShape, instantShape } from '../runtime/shapes';

const standby = z.object({
  database: z.string(),
  inRecovery: z.boolean().optional(),
  replayLagBytes: z.number().optional(),
  lastHeartbeatAt: instantShape.optional(),
});

export const contract = defineContract({
  name: 'gather-evidence',
  purpose: 'Puts together what the ledger, the vantage points, the standbys and AWS say, for the decision.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({
    standbys: z.union([z.object({ databases: z.array(standby) }), caughtShape], {
      error: 'expected what ReadStandbys returned, or the error that it ended with',
    }),
  }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'rds:DescribeDBInstances',
    'rds:DescribeEvents',
    'elasticache:DescribeGlobalReplicationGroups',
  ],
});
