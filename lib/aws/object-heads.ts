import { HeadBucketCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { headOf, type ObjectHead } from './object-head';
import { asking, isNamed } from './translate';

export type { ObjectHead };

export type ObjectHeads = ReturnType<typeof objectHeads>;

/** What S3 says of objects in one region, without reading them. */
export function objectHeads(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const client = withMiddleware(new S3Client(clientSettings(access)), access);

  /** A HEAD that finds nothing does not tell a missing object from a missing bucket; the latter is no answer. */
  async function demandBucket(bucket: string): Promise<void> {
    try {
      await asking(`${at}: head ${bucket}`, () => client.send(new HeadBucketCommand({ Bucket: bucket })));
    } catch (error) {
      if (!isNamed(error, 'NotFound')) throw error;
      throw new NotFound(`${at}: there is no bucket ${bucket}`, { cause: error });
    }
  }

  return {
    /** What S3 says of an object, of its newest version unless one is named; nothing when there is none. */
    head: async (bucket: string, key: string, versionId?: string): Promise<ObjectHead | undefined> => {
      const command = new HeadObjectCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        ChecksumMode: 'ENABLED',
      });
      try {
        return headOf(await asking(`${at}: head ${bucket}/${key}`, () => client.send(command)));
      } catch (error) {
        if (!isNamed(error, 'NotFound')) throw error;
        await demandBucket(bucket);
        return undefined;
      }
    },
  };
}
