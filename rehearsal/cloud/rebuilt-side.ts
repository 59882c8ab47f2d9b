import {
  type CreateDBInstanceReadReplicaMessage,
  DBInstanceAlreadyExistsFault,
  InvalidDBInstanceStateFault,
  KMSKeyNotAccessibleFault,
} from '@aws-sdk/client-rds';
import type { DatabasePair, DatabaseSide } from '../database-pair';
import { STANDBY } from '../database-pair';
import { freePort } from '../engines/free-port';
import { Gate } from '../engines/gate';
import type { PostgresSettings } from '../engines/postgres-settings';
import { standbyOf } from '../engines/postgres-standby';
import type { Leftovers } from '../leftovers';
import type { InstancePlace } from './described-instance';
import { ModelledInstance } from './modelled-instance';

export interface RebuiltSideSettings {
  readonly region: string;
  /** Of the plan's instance here: its name, its address. */
  readonly place: InstancePlace;
  readonly side: DatabaseSide;
  readonly link: DatabasePair['link'];
  readonly archiving: PostgresSettings;
  readonly doors: readonly string[];
  readonly dataDirectory: (port: number) => string;
  readonly leftovers: Leftovers;
  /** An instance of any region, by its ARN; nothing while its region is gone. */
  readonly elsewhere: (arn: string) => ModelledInstance | undefined;
}

/** The side of the pair that lies in one region: its instance can be put aside, and a replica take its place and its address. */
export class RebuiltSide {
  constructor(
    private readonly settings: RebuiltSideSettings,
    private readonly instances: Map<string, ModelledInstance>,
  ) {}

  /** The new name has an address of its own, which admits whom the instance's groups admit; the old one leads nowhere. */
  async rename(instance: ModelledInstance, to: string): Promise<void> {
    this.#mustBeFree(to);
    const { place, server } = instance;
    const gate = await Gate.open(server.port, this.settings.doors);
    const arn = place.arn.replace(/[^:]+$/, to);
    instance.rename({ ...place, id: to, arn, gate });
    place.gate.admit([]);
    place.gate.cutAll();
    this.instances.delete(place.id);
    this.instances.set(to, instance);
  }

  /** A streaming standby of an instance of the other region, through what lies between the regions. */
  async createReplica(input: CreateDBInstanceReadReplicaMessage): Promise<ModelledInstance> {
    const { place, region, elsewhere, leftovers } = this.settings;
    const { DBInstanceIdentifier: id = '', SourceDBInstanceIdentifier: sourceArn = '' } = input;
    this.#mustBeFree(id);
    if (id !== place.id) throw new Error(`the rehearsal rebuilds ${place.id} only, not ${id}`);
    if (input.KmsKeyId?.split(':')[3] !== region) {
      const message = `key ${input.KmsKeyId} is not one of ${region}`;
      throw new KMSKeyNotAccessibleFault({ $metadata: {}, message });
    }
    const source = elsewhere(sourceArn);
    const { BackupRetentionPeriod = 0, DBInstanceStatus } = source?.describe() ?? {};
    if (!source || DBInstanceStatus !== 'available' || BackupRetentionPeriod === 0) {
      const message = `${sourceArn} is ${DBInstanceStatus ?? 'unreachable'} with backups of ${BackupRetentionPeriod} days`;
      throw new InvalidDBInstanceStateFault({ $metadata: {}, message });
    }
    const building = this.#standbyOf(source);
    const instance = ModelledInstance.of(building, place, {
      groups: input.VpcSecurityGroupIds ?? [],
      replicaSource: sourceArn,
      retentionDays: 0,
      deletionProtection: input.DeletionProtection ?? false,
      multiAz: input.MultiAZ ?? false,
      parameterGroup: input.DBParameterGroupName,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    });
    leftovers.add(() => {
      if (this.instances.get(id) === instance) this.settings.side.server.killNow();
    });
    this.instances.set(id, instance);
    return instance;
  }

  async #standbyOf({ server: upstream }: ModelledInstance) {
    const { side, link, region, archiving, place, dataDirectory } = this.settings;
    const port = await freePort();
    link.retarget(upstream.port);
    const server = await standbyOf(upstream, {
      dataDirectory: dataDirectory(port),
      port,
      name: `rebuilt-${region}`,
      upstream: { host: upstream.host, port: link.port(STANDBY) },
      archiving,
    });
    await server.start();
    side.server = server;
    place.gate.retarget(port);
    return server;
  }

  #mustBeFree(id: string): void {
    if (!this.instances.has(id)) return;
    throw new DBInstanceAlreadyExistsFault({ $metadata: {}, message: `instance ${id} exists already` });
  }
}
