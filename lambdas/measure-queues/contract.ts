import * as z from 'zod';
import { defineContract } from '../runtime/contract';

/** The lists of its region's caches, and where those are; as JSON from the stack. */
const queuesVariable = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(
    z.array(
      z.object({
        cache: z.string().min(1),
        list: z.string().min(1),
        endpoint: z.object({ host: z.string().min(1), port: z.int().min(1).max(65_535) }),
      }),
    ),
  );

export const contract = defineContract({
  name: 'measure-queues',
  purpose: 'Measures how many jobs wait in the caches of its region.',
  network: 'vpc',
  // Twice 3 s to connect and 5 s for an answer, where a cluster sends on; all lists at the same time.
  timeoutSeconds: 20,
  input: z.unknown(),
  env: z.object({ QUEUES: queuesVariable }),
  calls: [],
});
