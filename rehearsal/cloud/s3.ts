import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { NoSuchBucket, NoSuchKey, NotFound, S3ServiceException } from '@aws-sdk/client-s3';
import type { Bucket, StoredObject } from './bucket';
import type { AwsCall, Operations } from './interception';
import { inWholeSeconds, listObjects } from './list-objects';
import { MountedBucket } from './mounted-bucket';
import { VersionedBucket, type VersionedBucketSettings } from './versioned-bucket';

export interface ObjectStoreSettings {
  readonly directory: string;
  readonly now: () => Date;
  /** The bucket of any region, for copies that come from there; nothing while that cannot be reached. */
  readonly elsewhere?: (bucket: string) => Bucket | undefined;
}

/** S3 in one region: versioned buckets, and buckets that are folders of somebody else. */
export class ObjectStore {
  readonly #buckets = new Map<string, Bucket>();

  constructor(private readonly settings: ObjectStoreSettings) {}

  createBucket(
    bucket: string,
    settings: Omit<VersionedBucketSettings, 'directory' | 'now'> = {},
  ): VersionedBucket {
    const { directory, now } = this.settings;
    const created = new VersionedBucket({ ...settings, directory: join(directory, bucket), now });
    this.#buckets.set(bucket, created);
    return created;
  }

  /** A bucket whose objects are the files below a folder, or what another keeper of objects has. */
  mount(bucket: string, kept: string | Bucket): void {
    this.#buckets.set(bucket, typeof kept === 'string' ? new MountedBucket(kept) : kept);
  }

  readonly bucket = (name: string): Bucket | undefined => this.#buckets.get(name);

  readonly operations: Operations = {
    PutObject: async ({ Bucket, Key, Body, Metadata, SSEKMSKeyId }: AwsCall['input']) => {
      const stored = { key: Key, body: Body, metadata: Metadata, keyArn: SSEKMSKeyId };
      const { versionId } = await this.#demand(Bucket).put(stored);
      return { VersionId: versionId };
    },

    HeadBucket: async ({ Bucket }) => {
      if (!this.#buckets.has(Bucket)) throw notFound();
      return {};
    },

    HeadObject: async ({ Bucket, Key, VersionId, ChecksumMode }) => {
      const found = await this.#buckets.get(Bucket)?.find(Key, VersionId);
      if (!found) throw notFound();
      return {
        ...told(found),
        ...(ChecksumMode === 'ENABLED' && { ChecksumSHA256: await sha256(found.file) }),
      };
    },

    GetObject: async ({ Bucket, Key, VersionId }) => {
      const found = await this.#demand(Bucket).find(Key, VersionId);
      if (!found) throw new NoSuchKey({ $metadata: {}, message: `no object ${Key} in ${Bucket}` });
      return { ...told(found), Body: { transformToString: () => readFile(found.file, 'utf8') } };
    },

    CopyObject: async ({ Bucket, Key, CopySource, SSEKMSKeyId }) => {
      const [path = '', query] = CopySource.split('?');
      const [bucket = '', ...names] = path.split('/').map(decodeURIComponent);
      const versionId = new URLSearchParams(query).get('versionId') ?? undefined;
      const from = this.#buckets.get(bucket) ?? this.settings.elsewhere?.(bucket);
      if (!from) throw noBucket(bucket);
      const found = await from.find(names.join('/'), versionId);
      if (!found) throw new NoSuchKey({ $metadata: {}, message: `no object ${CopySource}` });
      const body = createReadStream(found.file);
      const copy = { key: Key, body, metadata: found.metadata, keyArn: SSEKMSKeyId };
      const { versionId: VersionId } = await this.#demand(Bucket).put(copy);
      return { VersionId };
    },

    DeleteObject: async ({ Bucket, Key, VersionId }) => {
      await this.#demand(Bucket).remove(Key, VersionId);
      return {};
    },

    GetObjectLockConfiguration: async ({ Bucket }) => {
      const bucket = this.#demand(Bucket);
      if (bucket instanceof VersionedBucket && bucket.canLock) {
        return { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } };
      }
      const message = 'Object Lock configuration does not exist for this bucket';
      const name = 'ObjectLockConfigurationNotFoundError';
      throw new S3ServiceException({ name, $fault: 'client', $metadata: {}, message });
    },

    PutObjectRetention: async ({ Bucket, Key, VersionId, Retention }) => {
      const bucket = this.#demand(Bucket);
      if (!(bucket instanceof VersionedBucket))
        throw new Error(`${Bucket} has no versions that could be locked`);
      bucket.lock(Key, VersionId, Retention.RetainUntilDate);
      return {};
    },

    ListObjectsV2: async (asked) => listObjects(this.#demand(asked.Bucket), asked),
  };

  /** The contents of all versions of an object, oldest first. */
  async versionsOf(bucket: string, key: string): Promise<readonly string[]> {
    const kept = this.#demand(bucket);
    const versions = kept instanceof VersionedBucket ? kept.versionsOf(key) : [];
    return Promise.all(versions.map(({ file }) => readFile(file, 'utf8')));
  }

  #demand(bucket: string): Bucket {
    const found = this.#buckets.get(bucket);
    if (!found) throw noBucket(bucket);
    return found;
  }
}

const told = (object: StoredObject) => ({
  VersionId: object.versionId,
  ContentLength: object.bytes,
  LastModified: inWholeSeconds(object.modifiedAt),
  Metadata: object.metadata,
  ...(object.keyArn && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: object.keyArn }),
  ...(object.lockedUntil && {
    ObjectLockMode: 'COMPLIANCE',
    ObjectLockRetainUntilDate: object.lockedUntil,
  }),
  ...(object.replication && { ReplicationStatus: object.replication }),
});

/** A HEAD has no body: S3 cannot say in it what is missing. */
const notFound = () => new NotFound({ $metadata: { httpStatusCode: 404 }, message: 'NotFound' });
const noBucket = (bucket: string) => new NoSuchBucket({ $metadata: {}, message: `no bucket ${bucket}` });

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('base64');
}
