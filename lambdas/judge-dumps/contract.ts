import * as z from 'zod';
import { defineContract } from '../runtime/contract';
import { prunedShape } from '../runtime/pruning/pruned-shape';
import { caughtShape } from '../runtime/shapes';

export const contract = defineContract({
  name: 'judge-dumps',
  purpose: 'Fails a run of dumps of which a part failed, after every database had its turn.',
  network: 'aws',
  timeoutSeconds: 10,
  input: z.object({
    results: z.array(
      z.union([
        z.object({ database: z.string(), failed: caughtShape }),
        z.object({ database: z.string(), id: z.string() }),
      ]),
    ),
    pruned: prunedShape,
  }),
  env: z.object({}),
  calls: [],
});
