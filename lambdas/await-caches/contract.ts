import * as z from 'zod';
import { cachePositionShape, locatedCacheShape } from '../runtime/cache-position-shapes';
import { defineContract } from '../runtime/contract';

export const contract = defineContract({
  name: 'await-caches',
  purpose: 'Fails until the replicas of its region have every write that was taken before the pause.',
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.object({ caches: z.array(locatedCacheShape), positions: z.array(cachePositionShape) }),
  env: z.object({}),
  calls: [],
});
