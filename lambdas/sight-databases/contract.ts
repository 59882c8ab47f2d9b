import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'sight-databases',
  purpose: 'Reads from each database of its region where it stands in the WAL, its slots and its heartbeat.',
  network: 'vpc',
  timeoutSeconds: 20,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: ['rds-db:connect'],
});
