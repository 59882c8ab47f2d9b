import * as z from 'zod';
import { instantShape } from './shapes';

/** A cache where it takes writes in its region, as LocateCaches found it. */
export const locatedCacheShape = z.object({
  cache: z.string().min(1),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535),
});

/** How far a cache was written when its writes were held back, as PauseCaches says it. */
export const cachePositionShape = z.object({
  cache: z.string().min(1),
  mark: z.string().min(1),
  at: instantShape,
});

export type LocatedCache = z.output<typeof locatedCacheShape>;
export type CachePosition = z.output<typeof cachePositionShape>;
