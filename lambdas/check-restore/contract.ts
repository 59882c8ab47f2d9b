import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { deploymentEnvironment } from '../runtime/environment';
import { restoreOrderShape } from '../runtime/restore-shapes';
import { FIND_CALLS } from '../runtime/restorers/restorer-calls';
import { instantShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'check-restore',
  purpose: 'Fails until what a restore makes can be reached.',
  network: 'aws',
  timeoutSeconds: 30,
  input: z.object({ order: restoreOrderShape, startedAt: instantShape }),
  env: deploymentEnvironment,
  calls: [...FIND_CALLS],
});
