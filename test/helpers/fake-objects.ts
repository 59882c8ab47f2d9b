import type { ObjectHead } from '../../lib/aws/object-heads';
import type { CopyTarget, ObjectVersion } from '../../lib/aws/object-versions';
import { AccessDenied, NotFound } from '../../lib/domain/errors';
import { at } from './at';

export const anObject = (overrides: Partial<ObjectHead> = {}): ObjectHead => ({
  versionId: 'version-1',
  bytes: 4096,
  checksum: 'SHA256:one',
  modifiedAt: at(0),
  metadata: {},
  ...overrides,
});

/** S3 of all regions: the versions of each object, newest last. `calls` are those that ask for a change. */
export class FakeObjects {
  readonly calls: string[] = [];
  readonly #versions = new Map<string, ObjectHead[]>();

  put(bucket: string, key: string, head: Partial<ObjectHead> = {}): this {
    const versions = this.#of(bucket, key);
    this.#versions.set(`${bucket}/${key}`, [
      ...versions,
      anObject({ versionId: `version-${versions.length + 1}`, ...head }),
    ]);
    return this;
  }

  head = async (bucket: string, key: string, versionId?: string): Promise<ObjectHead | undefined> => {
    const versions = this.#of(bucket, key);
    return versionId ? versions.find((one) => one.versionId === versionId) : versions.at(-1);
  };

  copyHere = async (from: ObjectVersion, { bucket, key, keyArn }: CopyTarget): Promise<string> => {
    const source = await this.head(from.bucket, from.key, from.versionId);
    if (!source) throw new NotFound(`no ${from.key} in ${from.bucket}`);
    this.calls.push(`copy ${from.bucket}/${from.key} to ${bucket}/${key}`);
    // S3 takes a checksum of its own of whatever it copies.
    const versionId = `version-${this.#of(bucket, key).length + 1}`;
    this.put(bucket, key, { versionId, bytes: source.bytes, checksum: 'SHA256:one', encryptedBy: keyArn });
    return versionId;
  };

  deleteVersion = async (bucket: string, key: string, versionId: string): Promise<void> => {
    const found = await this.head(bucket, key, versionId);
    if (found?.lockedUntil) throw new AccessDenied(`${key} is protected by object lock`);
    this.calls.push(`delete ${bucket}/${key} ${versionId}`);
    const left = this.#of(bucket, key).filter((one) => one !== found);
    this.#versions.set(`${bucket}/${key}`, left);
  };

  #of(bucket: string, key: string): readonly ObjectHead[] {
    return this.#versions.get(`${bucket}/${key}`) ?? [];
  }
}
