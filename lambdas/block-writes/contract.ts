import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'block-writes',
  purpose:
    "Takes the login from the application's database roles, ends their sessions, and reads how far a standby has to come.",
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
