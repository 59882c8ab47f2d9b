import * as z from 'zod';
import { caughtShape } from '../shapes';

/** What a pruning task answered, or what Catch kept of its error. */
export const prunedShape = z.union([caughtShape, z.object({ deleted: z.array(z.unknown()) })]);
