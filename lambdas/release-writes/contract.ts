import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'release-writes',
  purpose: "Gives the login back to the application's database roles, where the database is a primary.",
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
