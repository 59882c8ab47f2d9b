import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { CacheBackupPoint } from '../../lib/domain/cache-seeding';
import { NotFound, TerminalState } from '../../lib/domain/errors';

/**
 * The ARN that a cache is seeded from. It names no version: ElastiCache reads the newest, so that has to be the one that
 * was recorded. @throws {NotFound | TerminalState} when it is not
 */
export async function currentObjectArn(
  { bucket, key, versionId, bytes, checksum }: CacheBackupPoint,
  { head }: ObjectHeads,
): Promise<string> {
  const found = await head(bucket, key);
  if (!found) throw new NotFound(`${key} in ${bucket} is gone; choose another backup`);
  if (found.versionId !== versionId || found.bytes !== bytes || found.checksum !== checksum) {
    throw new TerminalState(
      `${key} in ${bucket} is version ${found.versionId} with ${found.bytes} bytes and ${found.checksum ?? 'no checksum'}, ` +
        `expected ${versionId} with ${bytes} and ${checksum}: somebody wrote over it; delete that version, or choose another backup`,
    );
  }
  return `arn:aws:s3:::${bucket}/${key}`;
}
