import type * as z from 'zod';
import type { ObjectHead, Objects } from '../../lib/aws/objects';
import { NotFound, TerminalState } from '../../lib/domain/errors';
import type { BackupFile, CheckedFile } from '../runtime/cache-backup-shapes';
import type { contract } from './contract';

interface Checked {
  readonly kept: CheckedFile;
  readonly copy: CheckedFile;
}

/**
 * State CheckCacheCopy of `cache-backup`. Changes nothing. S3 took a checksum of both files while it wrote them, over their
 * whole contents, and these must be the same. A file under another key than the plan's is refused: it would look like a
 * recovery point and could not be read without a key that may be lost.
 */
export const checkCacheCopy =
  ({ objects }: { objects: (region: string) => Pick<Objects, 'head'> }) =>
  async ({ job, exported, kept, copy }: z.output<typeof contract.input>): Promise<Checked> => {
    const checked = async (file: BackupFile, keyArn: string): Promise<CheckedFile> => {
      const head = await objects(file.region).head(file.bucket, file.key, file.versionId);
      if (!head) throw new NotFound(`${file.key} in ${file.bucket} is gone, version ${file.versionId}`);
      const refused = refusedBecause(head, exported.bytes, keyArn);
      if (refused || !head.checksum) {
        throw new TerminalState(`${file.key} in ${file.bucket} ${refused ?? 'has no checksum to compare'}`);
      }
      return { ...file, bytes: head.bytes, checksum: head.checksum };
    };
    const ours = await checked(kept, job.from.keyArn);
    const theirs = await checked(copy, job.to.keyArn);
    if (ours.checksum !== theirs.checksum) {
      throw new TerminalState(
        `${copy.key} in ${copy.bucket} has ${theirs.checksum}, expected ${ours.checksum} as in ${kept.bucket}`,
      );
    }
    return { kept: ours, copy: theirs };
  };

/** The reason why a file is not the one that was asked for, or nothing. */
function refusedBecause(
  { bytes, encryptedBy }: ObjectHead,
  expected: number,
  keyArn: string,
): string | undefined {
  if (bytes !== expected) return `has ${bytes} bytes, expected ${expected} as exported`;
  if (encryptedBy !== keyArn) return `lies under ${encryptedBy ?? 'no key'}, expected ${keyArn}`;
  return undefined;
}
