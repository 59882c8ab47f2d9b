import { type Event, KMSKeyNotAccessibleFault, type Tag } from '@aws-sdk/client-rds';
import { baseBackup, copyBackup } from '../engines/postgres-backup';
import { waitUntil } from '../engines/wait-until';
import { type AutomatedBackup, describedBackup } from './automated-backups';
import { damageSnapshot } from './damage-snapshot';
import type { Operations } from './interception';
import type { ModelledInstance } from './modelled-instance';
import { ModelledRestores, type RestoresSettings } from './modelled-restores';
import { ModelledSnapshots, snapshotNotFound } from './modelled-snapshots';
import { instanceIn, instanceOperations, namedBy, page } from './rds-instances';
import { snapshotListing } from './rds-quota';
import { restoreFromSnapshot, restoreToTime } from './rds-restores';
import { RebuiltSide, type RebuiltSideSettings } from './rebuilt-side';

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

const SNAPSHOT_WITHIN_MS = 60_000;

export interface RdsSettings extends RestoresSettings {
  readonly now: () => Date;
  /** Backups that instances of the other region replicate to this one. */
  readonly replicated: readonly AutomatedBackup[];
  /** The file of the client's table, in every base backup. */
  readonly fileOfWrites: () => Promise<string>;
  readonly rebuilt: RebuiltSideSettings;
  /** RDS of another region, or nothing while that region is gone. */
  readonly elsewhere: (region: string) => Rds | undefined;
}

/** RDS in one region: real servers, snapshots that are physical base backups, and archived WAL. */
export class Rds {
  readonly instances = new Map<string, ModelledInstance>();
  readonly snapshots: ModelledSnapshots;
  readonly restores: ModelledRestores;
  readonly #rebuilt: RebuiltSide;

  constructor(private readonly settings: RdsSettings) {
    this.#rebuilt = new RebuiltSide(settings.rebuilt, this.instances);
    this.snapshots = new ModelledSnapshots(settings);
    this.restores = new ModelledRestores(settings, this.instances);
  }

  /** What has happened to instances, in RDS' own words. */
  readonly events: Event[] = [];

  readonly operations: Operations = {
    ...instanceOperations(this.instances, (instance, to) => this.#rename(instance, to)),
    CreateDBInstanceReadReplica: async (input) => {
      const replica = await this.#rebuilt.createReplica(input);
      return { DBInstance: replica.describe() };
    },
    DescribeEvents: async ({ SourceIdentifier: id, Duration, EventCategories: asked }) => {
      const from = this.settings.now().getTime() - Duration * 60_000;
      const told = this.events.filter(
        ({ SourceIdentifier, EventCategories = [], Date: at }) =>
          SourceIdentifier === id &&
          EventCategories.some((one) => asked.includes(one)) &&
          (at?.getTime() ?? 0) >= from,
      );
      return { Events: told };
    },
    DescribeDBInstanceAutomatedBackups: async (input) => {
      const { DBInstanceIdentifier: id } = input;
      const asked = this.#backups().filter(({ instanceArn }) => namedBy(instanceArn) === id);
      return page('DBInstanceAutomatedBackups', asked.map(describedBackup), input);
    },
    RestoreDBInstanceToPointInTime: async (input) => restoreToTime(this.restores, this.#sources, input),
    RestoreDBInstanceFromDBSnapshot: async (input) =>
      restoreFromSnapshot(this.restores, this.#sources, input),
    DeleteDBInstance: async (input) => {
      const instance = instanceIn(this.instances, input.DBInstanceIdentifier);
      this.restores.delete(instance, input, (id) => this.#lastSnapshot(instance, id));
      return { DBInstance: instance.describe() };
    },
    ...snapshotListing(() => this.snapshots),
    CreateDBSnapshot: async (input) => this.#create(input),
    CopyDBSnapshot: async (input) => this.#copy(input),
    DeleteDBSnapshot: async (input) => ({
      DBSnapshot: await this.snapshots.delete(input.DBSnapshotIdentifier),
    }),
  };

  get region(): string {
    return this.settings.region;
  }

  /** Bad storage under the client's table in a snapshot, which RDS does not notice. */
  async damageSnapshot(id: string): Promise<void> {
    await damageSnapshot(this.snapshots.findAvailable(id).directory, await this.settings.fileOfWrites());
  }

  /** Nothing that belongs to it is left running. */
  async end(): Promise<void> {
    await this.restores.end();
    await Promise.all([...this.instances.values()].map((instance) => instance.endBackups()));
  }

  /** What was put aside is nobody's any more: it goes with what was restored. */
  async #rename(instance: ModelledInstance, to: string): Promise<void> {
    await this.#rebuilt.rename(instance, to);
    this.restores.adopt(instance);
  }

  get #sources() {
    return {
      binaries: this.settings.binaries,
      snapshots: this.snapshots,
      backups: () => this.#backups(),
      instance: (id: string) => instanceIn(this.instances, id),
    };
  }

  /** Of the instances here that take backups, and what others have replicated to here. */
  #backups(): readonly AutomatedBackup[] {
    const own = [...this.instances.values()].flatMap(({ place, backups }): AutomatedBackup[] =>
      backups
        ? [
            {
              ...backups,
              arn: place.arn.replace(':db:', ':auto-backup:ab-'),
              instanceArn: place.arn,
              isReplicated: false,
              keyArn: place.keyArn,
            },
          ]
        : [],
    );
    return [...own, ...this.settings.replicated];
  }

  /** The instance goes once this is whole. */
  async #lastSnapshot({ place }: ModelledInstance, id: string): Promise<void> {
    await this.#create({ DBSnapshotIdentifier: id, DBInstanceIdentifier: place.id });
    await waitUntil(async () => this.snapshots.find(id).described.Status !== 'creating', {
      withinMs: SNAPSHOT_WITHIN_MS,
      otherwise: () => `the last snapshot of ${place.id} was not made`,
    });
  }

  async #create(input: CreateInput): Promise<object> {
    const { place, server } = instanceIn(this.instances, input.DBInstanceIdentifier);
    const what = {
      DBInstanceIdentifier: place.id,
      KmsKeyId: place.keyArn,
      OriginalSnapshotCreateTime: this.settings.now(),
      TagList: input.Tags ?? [],
    };
    const fill = (directory: string) => baseBackup(server, directory);
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
    const { account } = this.settings.binaries;
    const fill = (directory: string) => copyBackup(source.directory, directory, account);
    return { DBSnapshot: this.snapshots.create(input.TargetDBSnapshotIdentifier, what, fill) };
  }
}
