import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { FIND_CALLS, START_CALLS } from '../runtime/restorers/restorer-calls';

export const contract = defineContract({
  name: 'start-restore',
  purpose: 'Asks for one restore, beside what is live; the state after it waits for it.',
  network: 'aws',
  timeoutSeconds: 45,
  input: z.object({ order: restoreOrderShape }),
  env: deploymentEnvironment,
  calls: [...FIND_CALLS, ...START_CALLS],
});
