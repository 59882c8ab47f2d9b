import { type Instant, secondsBetween } from './instant';
import type { ObjectPoint } from './recovery-point';

/** What S3 says of a recovery point's object, just before it is to be deleted. */
export interface SeenObject {
  readonly bytes: number;
  readonly checksum?: string | undefined;
  readonly lockedUntil?: Instant | undefined;
}

/**
 * The reason why an object must not be deleted although nothing keeps its recovery point, or nothing. It is known by its
 * bucket, key and version, and a version never changes: one of another size means that the ledger's item is wrong.
 */
export function objectKeptBecause(
  { bytes }: Pick<ObjectPoint, 'bytes'>,
  seen: SeenObject,
  now: Instant,
): string | undefined {
  if (seen.bytes !== bytes)
    return `it has ${seen.bytes} bytes, not ${bytes}: it is not the one in the ledger`;
  // Not `> 0`: an end that cannot be read is no number, and has not come.
  if (seen.lockedUntil && !(secondsBetween(now, seen.lockedUntil) <= 0)) {
    return `it is locked until ${seen.lockedUntil}`;
  }
  return undefined;
}
