import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { sideShape } from '../runtime/failback-shapes';

export const contract = defineContract({
  name: 'delete-old-primary',
  purpose:
    'Deletes an old primary that was put aside, if its ARN was typed in full, and keeps a last snapshot.',
  network: 'aws',
  timeoutSeconds: 45,
  input: sideShape.extend({ typed: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'rds:DeleteDBInstance'],
});
