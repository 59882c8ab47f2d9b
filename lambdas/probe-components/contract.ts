import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { ledgerEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'probe-components',
  purpose:
    'Probes the primary region from outside it, adds to the evidence, and says whether the region is down.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.unknown(),
  env: ledgerEnvironment.extend({
    VANTAGE_POINT: z.enum(['recovery', 'witness']),
    /** Of Route 53's own check of the primary region; one of the probers listens to it. */
    HEALTH_CHECK_ID: z.string().min(1).optional(),
  }),
  calls: ['dynamodb:GetItem', 'dynamodb:PutItem', 'route53:GetHealthCheckStatus'],
});
