import type * as z from 'zod';
import type { ObjectHead, ObjectHeads } from '../../lib/aws/object-heads';
import { NotFound, TerminalState } from '../../lib/domain/errors';
import type { CheckedFile } from '../runtime/cache-backup-shapes';
import type { contract } from './contract';

type Input = z.output<typeof contract.input>;

/**
 * States CheckKeptBackup and CheckCacheCopy of `cache-backup`: the file that its own region keeps, then the one of the other.
 * Changes nothing. S3 took a checksum of each while it wrote it, over its whole contents, and these must be the same. A file
 * under another key than the plan's is refused: it would look like a recovery point and could not be read without a key that
 * may be lost.
 */
export const checkCacheCopy =
  ({ objects }: { objects: (region: string) => ObjectHeads }) =>
  async ({ job, into, file, expected }: Input): Promise<CheckedFile> => {
    const head = await objects(file.region).head(file.bucket, file.key, file.versionId);
    if (!head) throw new NotFound(`${file.key} in ${file.bucket} is gone, version ${file.versionId}`);
    const refused = refusedBecause(head, expected, job[into].keyArn);
    if (refused || !head.checksum) {
      throw new TerminalState(`${file.key} in ${file.bucket} ${refused ?? 'has no checksum to compare'}`);
    }
    return { ...file, bytes: head.bytes, checksum: head.checksum };
  };

/** The reason why a file is not the one that was asked for, or nothing. */
function refusedBecause(
  { bytes, checksum, encryptedBy }: ObjectHead,
  expected: Input['expected'],
  keyArn: string,
): string | undefined {
  if (bytes !== expected.bytes) return `has ${bytes} bytes, expected ${expected.bytes} as its original`;
  if (encryptedBy !== keyArn) return `lies under ${encryptedBy ?? 'no key'}, expected ${keyArn}`;
  if (checksum && expected.checksum && checksum !== expected.checksum) {
    return `has ${checksum}, expected ${expected.checksum} as its original`;
  }
  return undefined;
}
