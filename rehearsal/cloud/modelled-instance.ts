import { type DBInstance, InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import type { Gate } from '../engines/gate';
import type { PostgresServer } from '../engines/postgres-server';
import { waitUntil } from '../engines/wait-until';
import { admittedBy, type SecurityGroupRules } from './security-group-rules';

/** AWS takes seconds to put a group into force; a moment is enough to be seen by whoever does not wait for it. */
const GROUP_IN_FORCE_AFTER_MS = 20;
const PROMOTES_WITHIN_MS = 30_000;

export interface InstancePlace {
  readonly id: string;
  readonly arn: string;
  readonly keyArn: string;
  readonly server: PostgresServer;
  readonly gate: Gate;
}

/** A DB instance: what RDS would say of it, over a real server behind a gate. */
export class ModelledInstance {
  #status = 'available';
  #groups: readonly string[] = [];
  #groupsInForce = true;
  readonly #tags = new Map<string, string>();

  constructor(
    readonly place: InstancePlace,
    readonly rules: SecurityGroupRules,
    groups: readonly string[],
    private replicaSource?: string,
  ) {
    this.#groups = groups;
    place.gate.admit(admittedBy(rules, groups));
  }

  describe(): DBInstance {
    const { id, arn, keyArn, server } = this.place;
    return {
      DBInstanceIdentifier: id,
      DBInstanceArn: arn,
      DBInstanceStatus: this.#status === 'available' && !server.running ? 'inaccessible' : this.#status,
      StorageEncrypted: true,
      KmsKeyId: keyArn,
      ReadReplicaSourceDBInstanceIdentifier: this.replicaSource,
      StatusInfos: this.replicaSource
        ? [{ StatusType: 'read replication', Status: 'replicating', Normal: true }]
        : [],
      VpcSecurityGroups: this.#groups.map((VpcSecurityGroupId) => ({
        VpcSecurityGroupId,
        Status: this.#groupsInForce ? 'active' : 'adding',
      })),
      TagList: [...this.#tags].map(([Key, Value]) => ({ Key, Value })),
    };
  }

  tag(key: string, value: string): void {
    this.#tags.set(key, value);
  }

  /** New connections are judged by the new groups once these are in force; open ones go on. */
  setGroups(groups: readonly string[]): void {
    this.#groups = groups;
    this.#groupsInForce = false;
    setTimeout(() => {
      this.place.gate.admit(admittedBy(this.rules, this.#groups));
      this.#groupsInForce = true;
    }, GROUP_IN_FORCE_AFTER_MS);
  }

  /** What RDS does by itself when the region that the instance lies in comes back. */
  recover(): void {
    this.#while('starting', () => this.place.server.start());
  }

  reboot(): void {
    this.#mustBeAvailable('reboot');
    this.#while('rebooting', () => this.place.server.restart());
  }

  promote(): void {
    this.#mustBeAvailable('promote');
    if (!this.replicaSource) throw this.#invalidState('promote', 'is not a read replica');
    this.#while('modifying', async () => {
      const { server } = this.place;
      await server.promote();
      await waitUntil(async () => !(await server.isInRecovery()), {
        withinMs: PROMOTES_WITHIN_MS,
        otherwise: () => `${this.place.id} did not leave recovery`,
      });
      delete this.replicaSource;
    });
  }

  #mustBeAvailable(what: string): void {
    const status = this.describe().DBInstanceStatus;
    if (status !== 'available') throw this.#invalidState(what, `is ${status}`);
  }

  #invalidState(what: string, because: string): InvalidDBInstanceStateFault {
    return new InvalidDBInstanceStateFault({
      $metadata: {},
      message: `cannot ${what}: ${this.place.id} ${because}`,
    });
  }

  #while(status: string, work: () => Promise<void>): void {
    this.#status = status;
    work().then(
      () => {
        this.#status = 'available';
      },
      () => {
        this.#status = 'failed';
      },
    );
  }
}
