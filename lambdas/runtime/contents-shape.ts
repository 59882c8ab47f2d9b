import * as z from 'zod';
import { instantShape } from './shapes';

/** `CheckedContents`, as CheckContents and CheckCacheContents answer. */
export const contentsShape = z.object({
  outcome: z.enum(['sound', 'doubted', 'unknown']),
  doubts: z.array(z.string()),
  unknowns: z.array(z.string()),
  recoveredTo: instantShape.optional(),
  evidence: z.record(z.string(), z.unknown()),
});
