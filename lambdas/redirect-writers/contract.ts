import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { writeAccessEnvironment } from '../runtime/environment';
import { claimShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'redirect-writers',
  purpose: 'Has demoted caches of the region that was left refuse the writes that were held back there.',
  network: 'aws',
  timeoutSeconds: 60,
  input: z.object({ claim: claimShape, from: z.string().min(1) }),
  env: writeAccessEnvironment,
  calls: ['states:StartSyncExecution'],
});
