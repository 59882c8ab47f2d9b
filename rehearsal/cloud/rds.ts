import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DBInstanceNotFoundFault,
  type DBSnapshot,
  DBSnapshotAlreadyExistsFault,
  DBSnapshotNotFoundFault,
  InvalidDBSnapshotStateFault,
  KMSKeyNotAccessibleFault,
} from '@aws-sdk/client-rds';
import { baseBackup } from '../engines/postgres-backup';
import type { Operations } from './interception';
import type { ModelledInstance } from './modelled-instance';

interface ModelledSnapshot {
  readonly described: DBSnapshot;
  readonly directory: string;
}

export interface RdsSettings {
  readonly region: string;
  readonly account: string;
  /** Where snapshots lie, each in a directory of its own. */
  readonly folder: string;
  readonly now: () => Date;
  /** RDS of another region, or nothing while that region is gone. */
  readonly elsewhere: (region: string) => Rds | undefined;
}

/** RDS in one region: real servers, and snapshots that are physical base backups. */
export class Rds {
  readonly instances = new Map<string, ModelledInstance>();
  readonly snapshots = new Map<string, ModelledSnapshot>();

  constructor(private readonly settings: RdsSettings) {}

  readonly operations: Operations = {
    DescribeDBInstances: async (input) => ({ DBInstances: [this.#instance(input).describe()] }),
    ModifyDBInstance: async (input) => {
      const instance = this.#instance(input);
      instance.setGroups(input.VpcSecurityGroupIds);
      return { DBInstance: instance.describe() };
    },
    RebootDBInstance: async (input) => {
      this.#instance(input).reboot();
      return {};
    },
    PromoteReadReplica: async (input) => {
      this.#instance(input).promote();
      return {};
    },
    AddTagsToResource: async ({ ResourceName, Tags }) => {
      const instance = this.#instance({ DBInstanceIdentifier: ResourceName.split(':').at(-1) });
      for (const { Key, Value } of Tags) instance.tag(Key, Value);
      return {};
    },
    DescribeDBSnapshots: async (input) => ({
      DBSnapshots: [this.#snapshot(input.DBSnapshotIdentifier).described],
    }),
    CreateDBSnapshot: async (input) => this.#create(input),
    CopyDBSnapshot: async (input) => this.#copy(input),
  };

  async #create(input: { DBSnapshotIdentifier: string; DBInstanceIdentifier: string }): Promise<object> {
    const { place } = this.#instance(input);
    const takenAt = this.settings.now();
    const snapshot = this.#begin(input.DBSnapshotIdentifier, {
      DBInstanceIdentifier: place.id,
      KmsKeyId: place.keyArn,
      OriginalSnapshotCreateTime: takenAt,
    });
    this.#finish(snapshot, baseBackup(place.server, snapshot.directory));
    return { DBSnapshot: snapshot.described };
  }

  async #copy(input: {
    SourceDBSnapshotIdentifier: string;
    TargetDBSnapshotIdentifier: string;
    KmsKeyId?: string;
  }): Promise<object> {
    const [, , , region, , , id] = input.SourceDBSnapshotIdentifier.split(':');
    const source = this.settings.elsewhere(region ?? '')?.snapshots.get(id ?? '');
    if (!source) throw snapshotNotFound(input.SourceDBSnapshotIdentifier);
    if (source.described.Status !== 'available') {
      const message = `${id} is ${source.described.Status}, expected available`;
      throw new InvalidDBSnapshotStateFault({ $metadata: {}, message });
    }
    if (input.KmsKeyId?.split(':')[3] !== this.settings.region) {
      const message = `key ${input.KmsKeyId} is not one of ${this.settings.region}`;
      throw new KMSKeyNotAccessibleFault({ $metadata: {}, message });
    }
    const copy = this.#begin(input.TargetDBSnapshotIdentifier, {
      DBInstanceIdentifier: source.described.DBInstanceIdentifier,
      SourceRegion: region,
      SourceDBSnapshotIdentifier: input.SourceDBSnapshotIdentifier,
      KmsKeyId: input.KmsKeyId,
      OriginalSnapshotCreateTime: source.described.OriginalSnapshotCreateTime,
    });
    this.#finish(copy, cp(source.directory, copy.directory, { recursive: true }));
    return { DBSnapshot: copy.described };
  }

  #begin(id: string, what: DBSnapshot): ModelledSnapshot {
    if (this.snapshots.has(id)) {
      throw new DBSnapshotAlreadyExistsFault({ $metadata: {}, message: `snapshot ${id} exists already` });
    }
    const { region, account, folder, now } = this.settings;
    const described: DBSnapshot = {
      ...what,
      DBSnapshotIdentifier: id,
      DBSnapshotArn: `arn:aws:rds:${region}:${account}:snapshot:${id}`,
      SnapshotCreateTime: now(),
      Encrypted: true,
      Status: 'creating',
      PercentProgress: 0,
    };
    const snapshot = { described, directory: join(folder, `snapshot-${region}-${id}`) };
    this.snapshots.set(id, snapshot);
    return snapshot;
  }

  #finish({ described }: ModelledSnapshot, work: Promise<unknown>): void {
    work.then(
      () => Object.assign(described, { Status: 'available', PercentProgress: 100 }),
      () => Object.assign(described, { Status: 'failed' }),
    );
  }

  #instance({ DBInstanceIdentifier: id }: { DBInstanceIdentifier: string }): ModelledInstance {
    const found = this.instances.get(id);
    if (found) return found;
    const message = `no DB instance ${id} in ${this.settings.region}`;
    throw new DBInstanceNotFoundFault({ $metadata: {}, message });
  }

  #snapshot(id: string): ModelledSnapshot {
    const found = this.snapshots.get(id);
    if (!found) throw snapshotNotFound(id);
    return found;
  }
}

const snapshotNotFound = (id: string) =>
  new DBSnapshotNotFoundFault({ $metadata: {}, message: `no snapshot ${id} to be found` });
