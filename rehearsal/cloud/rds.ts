import { cp } from 'node:fs/promises';
import { DBInstanceNotFoundFault, KMSKeyNotAccessibleFault, type Tag } from '@aws-sdk/client-rds';
import { baseBackup } from '../engines/postgres-backup';
import type { Operations } from './interception';
import type { ModelledInstance } from './modelled-instance';
import { ModelledSnapshots, snapshotNotFound } from './modelled-snapshots';

interface CreateInput {
  readonly DBSnapshotIdentifier: string;
  readonly DBInstanceIdentifier: string;
  readonly Tags?: Tag[];
}

interface CopyInput {
  readonly SourceDBSnapshotIdentifier: string;
  readonly TargetDBSnapshotIdentifier: string;
  readonly KmsKeyId?: string;
  readonly Tags?: Tag[];
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
  readonly snapshots: ModelledSnapshots;

  constructor(private readonly settings: RdsSettings) {
    this.snapshots = new ModelledSnapshots(settings);
  }

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
      DBSnapshots: [this.snapshots.find(input.DBSnapshotIdentifier).described],
    }),
    CreateDBSnapshot: async (input) => this.#create(input),
    CopyDBSnapshot: async (input) => this.#copy(input),
    DeleteDBSnapshot: async (input) => ({
      DBSnapshot: await this.snapshots.delete(input.DBSnapshotIdentifier),
    }),
  };

  async #create(input: CreateInput): Promise<object> {
    const { place } = this.#instance(input);
    const what = {
      DBInstanceIdentifier: place.id,
      KmsKeyId: place.keyArn,
      OriginalSnapshotCreateTime: this.settings.now(),
      TagList: input.Tags ?? [],
    };
    const fill = (directory: string) => baseBackup(place.server, directory);
    return { DBSnapshot: this.snapshots.create(input.DBSnapshotIdentifier, what, fill) };
  }

  async #copy(input: CopyInput): Promise<object> {
    const [, , , region = '', , , id = ''] = input.SourceDBSnapshotIdentifier.split(':');
    const source = this.settings.elsewhere(region)?.snapshots.findAvailable(id);
    if (!source) throw snapshotNotFound(input.SourceDBSnapshotIdentifier);
    if (input.KmsKeyId?.split(':')[3] !== this.settings.region) {
      const message = `key ${input.KmsKeyId} is not one of ${this.settings.region}`;
      throw new KMSKeyNotAccessibleFault({ $metadata: {}, message });
    }
    const what = {
      DBInstanceIdentifier: source.described.DBInstanceIdentifier,
      SourceRegion: region,
      SourceDBSnapshotIdentifier: input.SourceDBSnapshotIdentifier,
      KmsKeyId: input.KmsKeyId,
      OriginalSnapshotCreateTime: source.described.OriginalSnapshotCreateTime,
      TagList: input.Tags ?? [],
    };
    const fill = (directory: string) => cp(source.directory, directory, { recursive: true });
    return { DBSnapshot: this.snapshots.create(input.TargetDBSnapshotIdentifier, what, fill) };
  }

  #instance({ DBInstanceIdentifier: id }: { DBInstanceIdentifier: string }): ModelledInstance {
    const found = this.instances.get(id);
    if (found) return found;
    const message = `no DB instance ${id} in ${this.settings.region}`;
    throw new DBInstanceNotFoundFault({ $metadata: {}, message });
  }
}
