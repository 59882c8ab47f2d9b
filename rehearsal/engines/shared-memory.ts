import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** postmaster.pid, line 7: key and id of the System V segment by which PostgreSQL guards its directory. */
const SEGMENT_LINE = 6;

/**
 * Removes the shared memory segment that a killed PostgreSQL leaves behind. Only a restart in the same
 * directory would do so, and a rehearsal deletes its directories: macOS allows 32 segments in all.
 * Synchronous for the sake of `exit` handlers; a failure costs a few bytes and is no reason to stop.
 */
export function releaseSharedMemory(dataDirectory: string): void {
  try {
    const lines = readFileSync(join(dataDirectory, 'postmaster.pid'), 'utf8').split('\n');
    const segment = lines[SEGMENT_LINE]?.trim().split(/\s+/)[1];
    if (segment) execFileSync('ipcrm', ['-m', segment], { stdio: 'ignore' });
  } catch {
    // No such file: it was killed before it had a segment. No such segment: already released.
  }
}
