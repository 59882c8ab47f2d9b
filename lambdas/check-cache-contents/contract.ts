import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { endpointShape, restoreOrderShape } from '../runtime/restore-shapes';

export const contract = defineContract({
  name: 'check-cache-contents',
  purpose: 'Looks into a restored cache: how many keys it holds, and whether they can be read.',
  network: 'vpc',
  timeoutSeconds: 30,
  input: z.object({ order: restoreOrderShape, endpoint: endpointShape }),
  env: z.object({}),
  calls: [],
});
