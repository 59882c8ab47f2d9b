import * as z from 'zod';
import { locatedCacheShape } from '../runtime/cache-position-shapes';
import { defineContract } from '../runtime/contract';

export const contract = defineContract({
  name: 'redirect-caches',
  purpose: 'Has caches of its region that were demoted refuse the writes that wait there.',
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.object({ caches: z.array(locatedCacheShape) }),
  env: z.object({}),
  calls: [],
});
