import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvalidInput } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking, isNamed } from './translate';

export type ObjectTexts = ReturnType<typeof objectTexts>;

/** What is read whole lies in memory: documents and the labels of base backups have some hundred bytes. */
const TEXT_BYTES_MOST = 1024 * 1024;

/** Small objects in one region, read whole. */
export function objectTexts(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const client = withMiddleware(new S3Client(clientSettings(access)), access);

  return {
    /** A small object's contents; nothing when there is none. @throws {InvalidInput} above 1 MB */
    text: async (bucket: string, key: string): Promise<string | undefined> => {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key });
      try {
        return await asking(`${at}: get ${bucket}/${key}`, async () => {
          const { Body, ContentLength = 0 } = await client.send(command);
          if (ContentLength > TEXT_BYTES_MOST) {
            (Body as { destroy?: () => void } | undefined)?.destroy?.();
            throw new InvalidInput(
              `${at}: ${bucket}/${key} has ${ContentLength} bytes, expected at most ${TEXT_BYTES_MOST}`,
            );
          }
          return (await Body?.transformToString()) ?? '';
        });
      } catch (error) {
        if (isNamed(error, 'NoSuchKey')) return undefined;
        throw error;
      }
    },
  };
}
