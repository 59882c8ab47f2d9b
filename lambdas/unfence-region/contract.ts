import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'unfence-region',
  purpose: 'Gives the active region its own security groups back after a run was abandoned before promoting.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({ region: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: [
    'dynamodb:GetItem',
    'rds:DescribeDBInstances',
    'rds:ModifyDBInstance',
    'elasticache:DescribeCacheClusters',
    'elasticache:ModifyReplicationGroup',
  ],
});
