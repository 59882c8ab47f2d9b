import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { InvalidInput } from '../domain/errors';
import { type Instant, instant } from '../domain/instant';

export interface ObjectHead {
  /** `null` in a bucket without versions, which is S3's own name for the only one. */
  readonly versionId: string;
  readonly bytes: number;
  /** Algorithm first: `SHA256:…`, in base64. Missing: it was stored without one, or in a way S3 does not tell. */
  readonly checksum?: string | undefined;
  readonly modifiedAt: Instant;
  /** Until then nobody can delete the version. */
  readonly lockedUntil?: Instant | undefined;
  /** ARN of the KMS key, or `AES256` for S3's own. */
  readonly encryptedBy?: string | undefined;
  /** Of a bucket that replicates: `PENDING`, `COMPLETED` or `FAILED`; of what replication wrote, `REPLICA`. */
  readonly replication?: string | undefined;
  readonly metadata: Readonly<Record<string, string>>;
}

/** @throws {InvalidInput} for an answer without the time of writing, which S3 always gives. */
export function headOf(said: HeadObjectCommandOutput): ObjectHead {
  if (!said.LastModified) throw new InvalidInput('s3 answered a head without the time of writing');
  return {
    versionId: said.VersionId ?? 'null',
    bytes: said.ContentLength ?? 0,
    checksum: checksumOf(said),
    modifiedAt: instant(said.LastModified),
    lockedUntil: said.ObjectLockRetainUntilDate && instant(said.ObjectLockRetainUntilDate),
    encryptedBy: said.SSEKMSKeyId ?? said.ServerSideEncryption,
    replication: said.ReplicationStatus,
    metadata: said.Metadata ?? {},
  };
}

/** The strongest that S3 has. */
function checksumOf(said: HeadObjectCommandOutput): string | undefined {
  const known = [
    ['SHA256', said.ChecksumSHA256],
    ['CRC64NVME', said.ChecksumCRC64NVME],
    ['SHA1', said.ChecksumSHA1],
    ['CRC32C', said.ChecksumCRC32C],
    ['CRC32', said.ChecksumCRC32],
  ] as const;
  const found = known.find(([, sum]) => sum !== undefined);
  return found && `${found[0]}:${found[1]}`;
}
