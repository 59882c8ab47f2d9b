import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AccessDenied, InvalidRequest } from '@aws-sdk/client-s3';
import { type Bucket, inKeyOrder, type ListedObject, type NewObject, type StoredObject } from './bucket';

export interface VersionedBucketSettings {
  readonly directory: string;
  readonly now: () => Date;
  /** What versions lie under that name no key of their own. */
  readonly keyArn?: string | undefined;
  /** Whether versions can be locked. */
  readonly canLock?: boolean | undefined;
  /** Days that every new version is locked, unless a lock of its own says more. */
  readonly lockDays?: number | undefined;
  /** Where new versions are replicated to, under the same version ids; nothing while that cannot be reached. */
  readonly replicatesTo?: (() => VersionedBucket | undefined) | undefined;
  /** What the keys of those begin with; without it, all of them are. */
  readonly replicatedPrefix?: string | undefined;
}

type Version = StoredObject | { readonly versionId: string; readonly isMarker: true };

const DAY_MS = 86_400_000;

/** A versioned bucket: a key written again keeps what was there before, a key removed is only hidden. */
export class VersionedBucket implements Bucket {
  readonly #versions = new Map<string, Version[]>();

  constructor(private readonly settings: VersionedBucketSettings) {}

  readonly find = async (key: string, versionId?: string): Promise<StoredObject | undefined> => {
    const versions = this.#versions.get(key) ?? [];
    const found = versionId ? versions.find((version) => version.versionId === versionId) : versions.at(-1);
    return found && isObject(found) ? found : undefined;
  };

  list(prefix: string): readonly ListedObject[] {
    return [...this.#versions]
      .filter(([key]) => key.startsWith(prefix))
      .flatMap(([, versions]) => versions.at(-1) ?? [])
      .filter(isObject)
      .sort(inKeyOrder);
  }

  readonly put = async ({ key, body, metadata = {}, keyArn }: NewObject): Promise<StoredObject> => {
    const file = await this.#newFile();
    await writeFile(file, body);
    const { replicatesTo, replicatedPrefix = '' } = this.settings;
    const versionId = randomUUID();
    const replication = replicatesTo && key.startsWith(replicatedPrefix) ? ('PENDING' as const) : undefined;
    await this.#enter({ key, versionId, file, metadata, keyArn, replication });
    if (replicatesTo) await this.replicate();
    const stored = await this.find(key, versionId);
    if (!stored) throw new Error(`${key} was written just now and is gone`);
    return stored;
  };

  readonly remove = async (key: string, versionId?: string): Promise<void> => {
    const versions = this.#versions.get(key) ?? [];
    if (!versionId) {
      this.#versions.set(key, [...versions, { versionId: randomUUID(), isMarker: true }]);
      return;
    }
    const found = versions.find((version) => version.versionId === versionId);
    if (!found) return;
    if (isObject(found)) {
      if (found.lockedUntil && found.lockedUntil > this.settings.now()) {
        const message = 'Access Denied because object protected by object lock.';
        throw new AccessDenied({ $metadata: { httpStatusCode: 403 }, message });
      }
      await rm(found.file, { force: true });
    }
    this.#versions.set(
      key,
      versions.filter((version) => version !== found),
    );
  };

  get canLock(): boolean {
    return this.settings.canLock || this.settings.lockDays !== undefined;
  }

  /** Nobody can delete the version before `until`; a lock is prolonged and never shortened. */
  lock(key: string, versionId: string, until: Date): void {
    const versions = this.#versions.get(key) ?? [];
    const at = versions.findIndex((version) => version.versionId === versionId);
    const version = versions[at];
    if (!this.canLock || !version || !isObject(version)) {
      throw new InvalidRequest({ $metadata: {}, message: `${key} version ${versionId} cannot be locked` });
    }
    if (!version.lockedUntil || version.lockedUntil < until)
      versions[at] = { ...version, lockedUntil: until };
  }

  /** All versions of an object, oldest first. */
  versionsOf(key: string): readonly StoredObject[] {
    return (this.#versions.get(key) ?? []).filter(isObject);
  }

  /** Brings over what the other region did not get yet, as S3 does by itself once it can. */
  async replicate(): Promise<void> {
    const target = this.settings.replicatesTo?.();
    if (!target) return;
    for (const [key, versions] of this.#versions) {
      for (const [at, version] of versions.entries()) {
        if (!isObject(version) || version.replication !== 'PENDING') continue;
        const file = await target.#newFile();
        await copyFile(version.file, file);
        const { versionId, metadata } = version;
        await target.#enter({ key, versionId, file, metadata, replication: 'REPLICA' });
        versions[at] = { ...version, replication: 'COMPLETED' };
      }
    }
  }

  async #newFile(): Promise<string> {
    await mkdir(this.settings.directory, { recursive: true });
    return join(this.settings.directory, randomUUID());
  }

  async #enter(version: Omit<StoredObject, 'bytes' | 'modifiedAt' | 'lockedUntil'>): Promise<void> {
    const { now, lockDays, keyArn } = this.settings;
    const modifiedAt = now();
    const lockedUntil = lockDays ? new Date(modifiedAt.getTime() + lockDays * DAY_MS) : undefined;
    const { size: bytes } = await stat(version.file);
    const versions = this.#versions.get(version.key) ?? [];
    const entered = { ...version, keyArn: version.keyArn ?? keyArn, bytes, modifiedAt, lockedUntil };
    this.#versions.set(version.key, [...versions, entered]);
  }
}

const isObject = (version: Version): version is StoredObject => 'file' in version;
