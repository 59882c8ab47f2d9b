import * as z from 'zod';
import { locatedCacheShape } from '../runtime/cache-position-shapes';
import { defineContract } from '../runtime/contract';

export const contract = defineContract({
  name: 'release-caches',
  purpose: 'Lets writes to the caches of its region go on.',
  network: 'vpc',
  timeoutSeconds: 15,
  input: z.object({ caches: z.array(locatedCacheShape) }),
  env: z.object({}),
  calls: [],
});
