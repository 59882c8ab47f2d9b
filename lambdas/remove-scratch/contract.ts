import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { FIND_CALLS, REMOVE_CALLS } from '../runtime/restorers/restorer-calls';

export const contract = defineContract({
  name: 'remove-scratch',
  purpose: 'Removes what a drill restored, and fails until it is gone.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ order: restoreOrderShape }),
  env: deploymentEnvironment,
  calls: [...FIND_CALLS, ...REMOVE_CALLS],
});
