import { CopyObjectCommand, DeleteObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvalidInput } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export interface ObjectVersion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/** Where a copy goes to. Without a key of its own it lies under the bucket's. */
export interface CopyTarget {
  readonly bucket: string;
  readonly key: string;
  readonly keyArn?: string | undefined;
}

export type ObjectVersions = ReturnType<typeof objectVersions>;

/** S3 answers a copy when it is done; at its usual 100 MB/s and more, 5 GB take up to a minute. */
const COPY_TIMEOUT_MS = 120_000;

/** What is done with single versions of objects, in one region. */
export function objectVersions(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const settings = clientSettings(access);
  const client = withMiddleware(new S3Client(settings), access);

  return {
    /**
     * Copies a version from any region into this one and answers with the version that came of it. Another call makes
     * another version: look for the first one's before. Of more than 5 GB S3 makes no copy in one call.
     */
    copyHere: async (from: ObjectVersion, to: CopyTarget): Promise<string> => {
      const copying = withMiddleware(
        new S3Client({
          ...settings,
          requestHandler: { ...settings.requestHandler, requestTimeout: COPY_TIMEOUT_MS },
        }),
        access,
      );
      const source = `${from.bucket}/${from.key.split('/').map(encodeURIComponent).join('/')}`;
      const command = new CopyObjectCommand({
        Bucket: to.bucket,
        Key: to.key,
        CopySource: `${source}?versionId=${encodeURIComponent(from.versionId)}`,
        ChecksumAlgorithm: 'SHA256',
        ...(to.keyArn && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: to.keyArn, BucketKeyEnabled: true }),
      });
      const what = `${at}: copy ${source} to ${to.bucket}/${to.key}`;
      try {
        const { VersionId } = await asking(what, () => copying.send(command));
        return VersionId ?? 'null';
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'InvalidRequest') throw error;
        const hint = 'objects above 5 GB have to be replicated by their bucket';
        throw new InvalidInput(`${what}: ${error.message}; ${hint}`, { cause: error });
      }
    },

    /** Removes one version for good; one that is gone already is done. @throws {AccessDenied} while it is locked */
    deleteVersion: async (bucket: string, key: string, versionId: string): Promise<void> => {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
      await asking(`${at}: delete ${bucket}/${key} version ${versionId}`, () => client.send(command));
    },
  };
}
