import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'read-standbys',
  purpose:
    'Reads from each database standby whether it replays, how far, and how old its newest heartbeat is.',
  network: 'vpc',
  timeoutSeconds: 20,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
