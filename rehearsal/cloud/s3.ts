import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NoSuchBucket } from '@aws-sdk/client-s3';
import type { Operations } from './interception';

/** S3 in one region: versioned buckets in a folder. A key written again keeps what was there before. */
export class ObjectStore {
  readonly #buckets = new Set<string>();

  constructor(private readonly directory: string) {}

  createBucket(bucket: string): void {
    this.#buckets.add(bucket);
  }

  readonly operations: Operations = {
    PutObject: async ({ Bucket, Key, Body }) => {
      const versions = this.#versions(Bucket, Key);
      await mkdir(versions, { recursive: true });
      const VersionId = `${String((await readdir(versions)).length).padStart(6, '0')}-${randomUUID()}`;
      await writeFile(join(versions, VersionId), Body);
      return { VersionId };
    },
  };

  /** All versions of an object, oldest first. */
  async versionsOf(bucket: string, key: string): Promise<readonly string[]> {
    const versions = this.#versions(bucket, key);
    const names = (await readdir(versions).catch(() => [])).sort();
    return Promise.all(names.map((name) => readFile(join(versions, name), 'utf8')));
  }

  #versions(bucket: string, key: string): string {
    if (!this.#buckets.has(bucket)) throw new NoSuchBucket({ $metadata: {}, message: `no bucket ${bucket}` });
    return join(this.directory, bucket, encodeURIComponent(key));
  }
}
