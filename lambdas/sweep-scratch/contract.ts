import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { FIND_CALLS, REMOVE_CALLS } from '../runtime/restorers/restorer-calls';

export const contract = defineContract({
  name: 'sweep-scratch',
  purpose: 'Removes what restores and drills left behind, once its time has come.',
  network: 'aws',
  timeoutSeconds: 120,
  input: z.unknown(),
  env: deploymentEnvironment,
  calls: [...FIND_CALLS, ...REMOVE_CALLS],
});
