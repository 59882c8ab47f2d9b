import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'promote-database',
  purpose: "Asks RDS to promote one database's standby; the state after it waits for the promotion.",
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ claim: claimShape, database: z.string().min(1) }),
  env: ledgerEnvironment,
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'rds:DescribeDBInstances', 'rds:PromoteReadReplica'],
});
