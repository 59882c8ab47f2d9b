import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'await-replica',
  purpose: 'Fails until a new replica has replayed a heartbeat that the active side wrote just now.',
  network: 'vpc',
  timeoutSeconds: 20,
  input: z.object({ database: z.string().min(1) }),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
