import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type Documents = ReturnType<typeof documents>;

/** Documents in one region. Buckets are versioned: writing a key again keeps what was there. */
export function documents(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const client = withMiddleware(new S3Client(clientSettings(access)), access);

  async function put(bucket: string, key: string, body: string, type: string): Promise<string | undefined> {
    const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: type });
    const { VersionId } = await asking(`${at}: put ${bucket}/${key}`, () => client.send(command));
    return VersionId;
  }

  return {
    /** Stores a JSON document and answers with the version that S3 gave it. */
    putDocument: (bucket: string, key: string, document: unknown): Promise<string | undefined> =>
      put(bucket, key, `${JSON.stringify(document, null, 2)}\n`, 'application/json'),

    /** Stores a document for people, likewise. */
    putMarkdown: (bucket: string, key: string, markdown: string): Promise<string | undefined> =>
      put(bucket, key, markdown, 'text/markdown; charset=utf-8'),
  };
}
