import type { CheckedContents } from './contents';
import type { Instant } from './instant';

/** What a restored cache says of itself. */
export interface CacheContents {
  /** Of all its logical databases. */
  readonly keys: number;
  /** Dropped while the backup was loaded, because their time had run out since. Missing: it does not say. */
  readonly expired?: number | undefined;
  /** The type of a key that was read whole. Missing: there is none. */
  readonly read?: string | undefined;
}

/** The backup that a cache was restored from. */
export interface SeedingBackup {
  readonly bytes: number;
  readonly takenAt: Instant;
}

/**
 * Redis' own header, marks and checksum make some 100 bytes, and function libraries come on top of them. What is larger
 * than this holds keys; a backup of so few that it is smaller is believed when it comes back empty.
 */
const EMPTY_BYTES_MOST = 1024;

/**
 * Judges what a backup came back as. Redis itself checks the file's checksum while it loads, and does not start on one that
 * is wrong; what is left to ask is whether the data is there at all. A cache writes nothing down by which to tell to which
 * moment it stands, so that is the backup's own.
 */
export function checkedCache(contents: CacheContents, { bytes, takenAt }: SeedingBackup): CheckedContents {
  const { keys, expired } = contents;
  const isMissing = keys + (expired ?? 0) === 0 && bytes > EMPTY_BYTES_MOST;
  const nothing = `the cache holds no key, and its backup of ${bytes} bytes held some`;
  // All of them may have expired since: only a cache that counts those can be doubted for it.
  const isDoubted = isMissing && expired !== undefined;
  return {
    outcome: isDoubted ? 'doubted' : isMissing ? 'unknown' : 'sound',
    doubts: isDoubted ? [nothing] : [],
    unknowns: isMissing && !isDoubted ? [`${nothing}; whether they expired since, it does not say`] : [],
    recoveredTo: takenAt,
    evidence: { ...contents, backupBytes: bytes },
  };
}
