import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DBInstanceAlreadyExistsFault,
  type DeleteDBInstanceMessage,
  InstanceQuotaExceededFault,
  InvalidDBInstanceStateFault,
  RDSServiceException,
  type RestoreDBInstanceFromDBSnapshotCommandInput,
} from '@aws-sdk/client-rds';
import { freePort } from '../engines/free-port';
import { Gate } from '../engines/gate';
import type { PostgresBinaries } from '../engines/postgres-binaries';
import type { PostgresPlace, PostgresServer } from '../engines/postgres-server';
import { ModelledInstance } from './modelled-instance';
import type { SecurityGroupRules } from './security-group-rules';

/** AWS' default; the real one is the account's. */
const INSTANCES_AT_MOST = 40;

export interface RestoresSettings {
  readonly region: string;
  readonly account: string;
  /** Where data directories lie. */
  readonly folder: string;
  readonly binaries: PostgresBinaries;
  readonly rules: SecurityGroupRules;
  /** Of every gate: the door of clients, and the one that endpoints are told with. */
  readonly doors: { readonly application: string; readonly orchestrator: string };
}

/** What the two ways to restore have in common, as far as it is modelled. */
export type RestoreInput = Pick<
  RestoreDBInstanceFromDBSnapshotCommandInput,
  'VpcSecurityGroupIds' | 'MultiAZ' | 'DeletionProtection' | 'BackupRetentionPeriod' | 'Tags'
>;

export type DeletionInput = Pick<DeleteDBInstanceMessage, 'SkipFinalSnapshot' | 'FinalDBSnapshotIdentifier'>;

export type Restoring = (place: PostgresPlace) => Promise<PostgresServer>;

/** Makes instances of what was backed up: real servers in directories of their own, each behind a gate. */
export class ModelledRestores {
  /** May be set, to see what becomes of a restore that exceeds it. */
  quota = INSTANCES_AT_MOST;
  readonly #restored = new Set<ModelledInstance>();

  constructor(
    private readonly settings: RestoresSettings,
    private readonly instances: Map<string, ModelledInstance>,
  ) {}

  /**
   * @param restoring brings the data into its place and starts a server over it; its failure is the instance's
   * @throws {DBInstanceAlreadyExistsFault} {InstanceQuotaExceededFault}
   */
  async restore(
    { id, keyArn }: { readonly id: string; readonly keyArn: string | undefined },
    input: RestoreInput,
    restoring: Restoring,
  ): Promise<ModelledInstance> {
    const { region, account, rules, doors } = this.settings;
    this.#mustFit(id);
    const groups = input.VpcSecurityGroupIds ?? [];
    const unknown = groups.find((group) => !rules.has(group));
    if (unknown) throw refused('InvalidParameterValue', `no security group ${unknown} in ${region}`);
    const port = await freePort();
    const gate = await Gate.open(port, [doors.application, doors.orchestrator]);
    const arn = `arn:aws:rds:${region}:${account}:db:${id}`;
    const place = { id, arn, keyArn, gate, door: doors.orchestrator, rules };
    const server = restoring({ dataDirectory: this.#directoryOf(id), port });
    const instance = ModelledInstance.of(server, place, {
      groups,
      retentionDays: input.BackupRetentionPeriod ?? 1,
      deletionProtection: input.DeletionProtection ?? false,
      multiAz: input.MultiAZ ?? false,
      tags: Object.fromEntries((input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    });
    this.instances.set(id, instance);
    this.#restored.add(instance);
    return instance;
  }

  /** Answers at once, as RDS does; the instance is listed as `deleting` until nothing is left of it. */
  delete(instance: ModelledInstance, input: DeletionInput, snapshot: (id: string) => Promise<unknown>): void {
    const { id } = instance.place;
    if (!this.#restored.has(instance))
      throw new Error(`the rehearsal cannot delete ${id}, which the plan names`);
    const { SkipFinalSnapshot: skip, FinalDBSnapshotIdentifier: last } = input;
    if (!skip === !last) {
      throw refused(
        'InvalidParameterCombination',
        `expected a final snapshot or none, not ${last} and ${skip}`,
      );
    }
    if (instance.status === 'deleting') {
      throw new InvalidDBInstanceStateFault({ $metadata: {}, message: `${id} is being deleted already` });
    }
    if (instance.deletionProtection) {
      throw refused('InvalidParameterCombination', `cannot delete ${id}: its deletion protection is on`);
    }
    const kept = last ? snapshot(last) : Promise.resolve();
    instance.leave();
    void kept.then(() => this.#end(instance));
  }

  /** An instance of the plan that was put aside, and that nothing leads to any more. */
  adopt(instance: ModelledInstance): void {
    this.#restored.add(instance);
  }

  /** Nothing that was restored runs any more, as when the region is lost. */
  async kill(): Promise<void> {
    await Promise.all([...this.#restored].map((instance) => instance.kill()));
  }

  /** Ends all that was restored and is still there. */
  async end(): Promise<void> {
    await Promise.all([...this.#restored].map((instance) => this.#end(instance)));
  }

  async #end(instance: ModelledInstance): Promise<void> {
    const { id } = instance.place;
    await instance.end();
    await rm(this.#directoryOf(id), { recursive: true, force: true });
    this.#restored.delete(instance);
    this.instances.delete(id);
  }

  #mustFit(id: string): void {
    if (this.instances.has(id)) {
      throw new DBInstanceAlreadyExistsFault({ $metadata: {}, message: `instance ${id} exists already` });
    }
    if (this.instances.size < this.quota) return;
    const message = `there are ${this.instances.size} instances in ${this.settings.region}, and no more are allowed`;
    throw new InstanceQuotaExceededFault({ $metadata: {}, message });
  }

  #directoryOf(id: string): string {
    return join(this.settings.folder, `instance-${this.settings.region}-${id}`);
  }
}

/** What RDS calls a request that contradicts itself or its source; the SDK has no class for it. */
export const refused = (name: string, message: string): RDSServiceException =>
  new RDSServiceException({ name, message, $fault: 'client', $metadata: {} });
