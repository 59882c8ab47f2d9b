import type * as z from 'zod';
import type { ObjectHead, ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectVersions } from '../../lib/aws/object-versions';
import { NotFound } from '../../lib/domain/errors';
import type { BackupFile } from '../runtime/cache-backup-shapes';
import type { contract } from './contract';

/**
 * States KeepCacheBackup and CopyCacheBackup of `cache-backup`: from the exported file to where its own region keeps it,
 * and from there to the other region. The call goes to the region that the copy will lie in. A second call finds the copy
 * by its key, which no other backup has, and makes none; what is no copy of this file, by size or checksum, is made anew.
 */
export const copyCacheBackup =
  ({ objects }: { objects: (region: string) => ObjectHeads & Pick<ObjectVersions, 'copyHere'> }) =>
  async ({ job, source, into }: z.output<typeof contract.input>): Promise<BackupFile> => {
    const { region, bucket, keyArn } = job[into];
    const { key } = job;
    const s3 = objects(region);
    const earlier = await s3.head(bucket, key);
    if (!earlier || !isCopyOf(earlier, source)) await s3.copyHere(source, { bucket, key, keyArn });
    const head = await s3.head(bucket, key);
    if (!head) throw new NotFound(`${key} was copied to ${bucket} just now and is not there`);
    const { versionId, bytes, checksum } = head;
    return { region, bucket, key, versionId, bytes, checksum };
  };

/** Checksums of two algorithms say nothing of each other: ElastiCache writes its file under another than S3 its copies. */
function isCopyOf(earlier: ObjectHead, { bytes, checksum }: BackupFile): boolean {
  const algorithmOf = (sum: string | undefined) => sum?.split(':')[0];
  const isComparable = algorithmOf(earlier.checksum) === algorithmOf(checksum);
  return earlier.bytes === bytes && (!isComparable || earlier.checksum === checksum);
}
