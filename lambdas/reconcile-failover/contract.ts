import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'reconcile-failover',
  purpose: 'Starts a failover while the primary region is down and no run is open, alarm or no alarm.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.unknown(),
  env: ledgerEnvironment.extend({ FAILOVER_MACHINE_ARN: z.string().min(1) }),
  calls: ['dynamodb:GetItem', 'states:StartExecution'],
});
