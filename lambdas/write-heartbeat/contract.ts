import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'write-heartbeat',
  purpose: 'Writes one row per database, so that its age on a replica says how much is missing there.',
  network: 'vpc',
  timeoutSeconds: 20,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
