import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  InvalidParameterValueException,
  InvalidSnapshotStateFault,
  type Snapshot,
  SnapshotAlreadyExistsFault,
  SnapshotNotFoundFault,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-elasticache';
import { redisBackup } from '../engines/redis-backup';
import { ACCOUNT } from './account';
import { type CacheGroup, nodeOf } from './elasticache-groups';
import type { ObjectStore } from './s3';

export interface SnapshotSettings {
  readonly region: string;
  /** Where the files of snapshots lie. */
  readonly folder: string;
  readonly now: () => Date;
  /** S3 of the same region, which is the only one that ElastiCache exports to. */
  readonly store: ObjectStore;
}

interface Kept {
  readonly described: Snapshot;
  readonly tags: Record<string, string>;
  readonly file: string;
}

const DAY_MS = 86_400_000;
/** Manual ones of a node in a day. */
const QUOTA = 20;

/** The manual snapshots of caches of one region: what ElastiCache would say of them, over files of Redis' own. */
export class CacheSnapshots {
  readonly #snapshots = new Map<string, Kept>();
  readonly #takenOf = new Map<string, number[]>();

  constructor(private readonly settings: SnapshotSettings) {}

  get names(): readonly string[] {
    return [...this.#snapshots.keys()];
  }

  /** @throws {SnapshotNotFoundFault} */
  find(name: string): Kept {
    const found = this.#snapshots.get(name);
    if (found) return found;
    throw new SnapshotNotFoundFault({ $metadata: {}, message: `no snapshot ${name} to be found` });
  }

  async create(group: CacheGroup, name: string, tags: Kept['tags']): Promise<Snapshot> {
    if (this.#snapshots.has(name)) {
      throw new SnapshotAlreadyExistsFault({ $metadata: {}, message: `snapshot ${name} exists already` });
    }
    this.#countAgainstQuota(nodeOf(group));
    const { region, folder, now } = this.settings;
    const taken = { CacheClusterId: nodeOf(group), SnapshotCreateTime: now() };
    const described: Snapshot = {
      SnapshotName: name,
      ReplicationGroupId: group.replicationGroup,
      CacheClusterId: taken.CacheClusterId,
      ARN: `arn:aws:elasticache:${region}:${ACCOUNT}:snapshot:${name}`,
      SnapshotSource: 'manual',
      SnapshotStatus: 'creating',
      NodeSnapshots: [taken],
    };
    const directory = join(folder, `cache-snapshots-${region}`);
    await mkdir(directory, { recursive: true });
    const file = join(directory, `${name}.rdb`);
    this.#snapshots.set(name, { described, tags, file });
    group.status = 'snapshotting';
    void redisBackup(group.server, file)
      .then(
        () => ({ SnapshotStatus: 'available' }),
        () => ({ SnapshotStatus: 'failed' }),
      )
      .then((ended) => {
        Object.assign(described, ended);
        if (group.status === 'snapshotting') group.status = 'available';
      });
    return described;
  }

  /** To a bucket: as an object at its top, named after the target. ElastiCache writes over nothing. */
  async export(name: string, target: string, bucketName: string): Promise<Snapshot> {
    const { described, file } = this.#available(name);
    const bucket = this.settings.store.bucket(bucketName);
    const key = `${target}-0001.rdb`;
    if (!bucket) throw invalid(`The S3 bucket ${bucketName} is outside of the region.`);
    if (await bucket.find(key))
      throw invalid(`The S3 bucket ${bucketName} already contains an object with key ${key}.`);
    described.SnapshotStatus = 'exporting';
    bucket.put({ key, body: createReadStream(file) }).then(
      () => Object.assign(described, { SnapshotStatus: 'available' }),
      () => Object.assign(described, { SnapshotStatus: 'available' }),
    );
    return described;
  }

  /** Gone at once, where ElastiCache may say `deleting` for a moment first. */
  async delete(name: string): Promise<Snapshot> {
    const { described, file } = this.#available(name);
    this.#snapshots.delete(name);
    await rm(file, { force: true });
    return { ...described, SnapshotStatus: 'deleting' };
  }

  #available(name: string): Kept {
    const found = this.find(name);
    if (found.described.SnapshotStatus === 'available') return found;
    const message = `${name} is ${found.described.SnapshotStatus}, expected available`;
    throw new InvalidSnapshotStateFault({ $metadata: {}, message });
  }

  #countAgainstQuota(node: string): void {
    const now = this.settings.now().getTime();
    const taken = (this.#takenOf.get(node) ?? []).filter((at) => at > now - DAY_MS);
    if (taken.length >= QUOTA) {
      const message = `${node} has ${QUOTA} snapshots of the last 24 hours`;
      throw new SnapshotQuotaExceededFault({ $metadata: {}, message });
    }
    this.#takenOf.set(node, [...taken, now]);
  }
}

const invalid = (message: string) => new InvalidParameterValueException({ $metadata: {}, message });
