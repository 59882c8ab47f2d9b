import * as z from 'zod';
import { locatedCacheShape } from '../runtime/cache-position-shapes';
import { defineContract } from '../runtime/contract';

export const contract = defineContract({
  name: 'pause-caches',
  purpose: 'Holds writes to the caches of its region back, and marks the last of them.',
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.object({ run: z.string().min(1), caches: z.array(locatedCacheShape) }),
  env: z.object({}),
  calls: [],
});
