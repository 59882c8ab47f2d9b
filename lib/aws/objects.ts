import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { InvalidInput, NotFound } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { headOf, type ObjectHead } from './object-head';
import { asking } from './translate';

export type { ObjectHead };

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

export type Objects = ReturnType<typeof objects>;

/** What is read whole lies in memory: documents and the labels of base backups have some hundred bytes. */
const TEXT_BYTES_MOST = 1024 * 1024;
/** S3 answers a copy when it is done; at its usual 100 MB/s and more, 5 GB take up to a minute. */
const COPY_TIMEOUT_MS = 120_000;

/** Verbs over S3 in one region. Buckets are versioned: writing a key again keeps what was there. */
export function objects(access: AwsAccess) {
  const at = `s3 in ${access.region}`;
  const settings = clientSettings(access);
  const client = withMiddleware(new S3Client(settings), access);

  /** A HEAD that finds nothing does not tell a missing object from a missing bucket; the latter is no answer. */
  async function demandBucket(bucket: string): Promise<void> {
    try {
      await asking(`${at}: head ${bucket}`, () => client.send(new HeadBucketCommand({ Bucket: bucket })));
    } catch (error) {
      if (!isNamed(error, 'NotFound')) throw error;
      throw new NotFound(`${at}: there is no bucket ${bucket}`, { cause: error });
    }
  }

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

/** By name: the SDK's exceptions, and ours that were made of them, which keep them as their cause. */
const isNamed = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error.name === name || (error.cause instanceof Error && error.cause.name === name));
