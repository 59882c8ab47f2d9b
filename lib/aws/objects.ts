import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

/** Verbs over S3 in one region. Buckets are versioned: writing a key again keeps what was there. */
export function objects(access: AwsAccess) {
  const client = withMiddleware(new S3Client(clientSettings(access)), access);
  return {
    /** Stores a JSON document and answers with the version that S3 gave it. */
    putDocument: async (bucket: string, key: string, document: unknown): Promise<string | undefined> => {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: `${JSON.stringify(document, null, 2)}\n`,
        ContentType: 'application/json',
      });
      const { VersionId } = await asking(`s3 in ${access.region}: put ${bucket}/${key}`, () =>
        client.send(command),
      );
      return VersionId;
    },
  };
}
