import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';

export const contract = defineContract({
  name: 'measure-queues',
  purpose: 'Measures how many jobs wait in the caches of its region.',
  network: 'vpc',
  // Twice 3 s to connect and 5 s for an answer, where a cluster sends on; all lists at the same time.
  timeoutSeconds: 20,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: [],
});
