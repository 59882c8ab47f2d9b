import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'restore-settings',
  purpose:
    'Gives promoted databases the standby zone, backups, parameters and protection that the plan wants.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape }),
  env: ledgerEnvironment,
  calls: ['rds:DescribeDBInstances', 'rds:ModifyDBInstance', 'dynamodb:GetItem', 'dynamodb:PutItem'],
});
