import * as z from 'zod';
import type { LostWrites } from '../../lib/domain/lost-writes';

/* What the states of `failback` hand on to each other. */

/** One database in one region: the region that gets a replica of the other one. */
export const sideShape = z.object({
  run: z.string().min(1),
  region: z.string().min(1),
  database: z.string().min(1),
});

/** `PromotionPoint`, or why it is not known. */
export const promotionShape = z.union([
  z.object({ database: z.string().min(1), firstXid: z.string().regex(/^\d+$/), lsn: z.string().min(1) }),
  z.object({ unknownBecause: z.string().min(1) }),
]);

/** Written by report-lost-writes, carried by the machine untouched. */
export const lostWritesShape = z.custom<LostWrites>(
  (value) => typeof value === 'object' && value !== null && 'outcome' in value && 'database' in value,
  'expected the report that ReportLostWrites returned',
);
