import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { prunedShape } from '../runtime/pruning/pruned-shape';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'judge-cache-backups',
  purpose: 'Fails a run of cache backups of which a part failed, after every cache had its turn.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({
    results: z.array(
      z.union([
        z.object({ cache: z.string(), failed: caughtShape }),
        z.object({ cache: z.string(), backup: z.string(), left: z.array(z.string()) }),
      ]),
    ),
    pruned: prunedShape,
  }),
  env: z.object({}),
  calls: [],
});
