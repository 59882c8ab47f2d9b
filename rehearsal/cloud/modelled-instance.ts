import { type DBInstance, InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import type { PostgresServer } from '../engines/postgres-server';
import { waitUntil } from '../engines/wait-until';
import {
  type ChangeableTraits,
  describedInstance,
  type InstancePlace,
  type InstanceTraits,
} from './described-instance';
import { admittedBy } from './security-group-rules';

/** AWS takes seconds to put a group into force; a moment is enough to be seen by whoever does not wait for it. */
const GROUP_IN_FORCE_AFTER_MS = 20;
const PROMOTES_WITHIN_MS = 30_000;

/** A DB instance: what RDS would say of it, over a real server behind a gate. */
export class ModelledInstance {
  #status = 'available';
  #groupsInForce = true;
  #server: PostgresServer | undefined;
  #underWay: Promise<void> = Promise.resolve();
  readonly #tags: Map<string, string>;

  constructor(
    public place: InstancePlace,
    private traits: InstanceTraits,
  ) {
    this.#tags = new Map(Object.entries(traits.tags));
    this.#admit();
  }

  /** One whose server runs already. */
  static over(server: PostgresServer, place: InstancePlace, traits: InstanceTraits): ModelledInstance {
    const instance = new ModelledInstance(place, traits);
    instance.#server = server;
    return instance;
  }

  /**
   * One whose server is being made; if that fails, so has the instance, for good. Until then its address leads nowhere, least of
   * all to the instance that had it before.
   */
  static of(server: Promise<PostgresServer>, place: InstancePlace, traits: InstanceTraits): ModelledInstance {
    const instance = new ModelledInstance(place, traits);
    place.gate.admit([]);
    instance.#while('creating', async () => {
      instance.#server = await server;
      instance.#admit();
    });
    return instance;
  }

  /** @throws {InvalidDBInstanceStateFault} while there is none */
  get server(): PostgresServer {
    if (!this.#server) throw this.#invalidState('reach the server', `is ${this.#status}`);
    return this.#server;
  }

  get status(): string {
    return this.#status === 'available' && !this.#server?.running ? 'inaccessible' : this.#status;
  }

  /** Its automated backups, while they are switched on. */
  get backups() {
    const { backups, retentionDays } = this.traits;
    return retentionDays > 0 && backups ? { ...backups, retentionDays } : undefined;
  }

  get deletionProtection(): boolean {
    return this.traits.deletionProtection;
  }

  describe(): DBInstance {
    return describedInstance(this.place, this.traits, {
      status: this.status,
      serves: this.#server !== undefined,
      groupsInForce: this.#groupsInForce,
      tags: this.#tags,
      latest: this.backups?.continuous.in(this.backups.archive)?.window.to,
    });
  }

  tag(key: string, value: string): void {
    this.#tags.set(key, value);
  }

  untag(key: string): void {
    this.#tags.delete(key);
  }

  /** In force at once: what a standby zone takes to fill is not rehearsed. Backups that were off begin with one of its own. */
  modify(changes: Partial<ChangeableTraits>): void {
    this.#mustBeAvailable('modify');
    const beganBackups = this.traits.retentionDays === 0 && (changes.retentionDays ?? 0) > 0;
    this.traits = { ...this.traits, ...changes };
    if (beganBackups) this.backups?.continuous.beginSoon();
  }

  /** New connections are judged by the new groups once these are in force; open ones go on. */
  setGroups(groups: readonly string[]): void {
    this.traits = { ...this.traits, groups };
    this.#groupsInForce = false;
    setTimeout(() => {
      this.#admit();
      this.#groupsInForce = true;
    }, GROUP_IN_FORCE_AFTER_MS);
  }

  /** What RDS does by itself when the region that the instance lies in comes back. */
  recover(): void {
    this.#while('starting', () => this.server.start());
  }

  /** Under another name and so at another address; RDS restarts it for that. Its groups go with it. */
  rename(place: InstancePlace): void {
    this.#mustBeAvailable('rename');
    this.place = place;
    this.#admit();
    this.#while('renaming', () => this.server.restart());
  }

  reboot(): void {
    this.#mustBeAvailable('reboot');
    this.#while('rebooting', () => this.server.restart());
  }

  /** Refused, as RDS does it, to one that has a read replica: here, that one streams to. */
  async stop(): Promise<void> {
    this.#mustBeAvailable('stop');
    const { rows } = await this.server.query('SELECT FROM pg_replication_slots WHERE active');
    if (rows.length > 0) throw this.#invalidState('stop', 'has a read replica');
    this.#while('stopping', () => this.server.stop(), 'stopped');
  }

  startAgain(): void {
    if (this.#status !== 'stopped') throw this.#invalidState('start', `is ${this.status}`);
    this.#while('starting', () => this.server.start());
  }

  /** Its own automated backups begin with a base backup of its own: those of the source are not about it. */
  promote(retentionDays: number): void {
    this.#mustBeAvailable('promote');
    if (!this.traits.replicaSource) throw this.#invalidState('promote', 'is not a read replica');
    this.#while('modifying', async () => {
      await this.server.promote();
      await waitUntil(async () => !(await this.server.isInRecovery()), {
        withinMs: PROMOTES_WITHIN_MS,
        otherwise: () => `${this.place.id} did not leave recovery`,
      });
      this.traits = { ...this.traits, replicaSource: undefined, retentionDays };
      this.backups?.continuous.beginSoon();
    });
  }

  async endBackups(): Promise<void> {
    await this.traits.backups?.continuous.end();
  }

  /** As a power cut; what is only being made is killed as soon as it runs. */
  async kill(): Promise<void> {
    await this.#underWay;
    await this.#server?.kill();
  }

  /** Asked to be deleted: listed until nothing is left of it. */
  leave(): void {
    this.#status = 'deleting';
  }

  /** For good. Also of one that is only being made: nothing of it is left running. */
  async end(): Promise<void> {
    this.#status = 'deleting';
    await this.#underWay;
    await this.endBackups();
    const server = this.#server;
    this.#server = undefined;
    await server?.kill();
    await this.place.gate.close();
  }

  #admit(): void {
    const { gate, rules } = this.place;
    gate.admit(admittedBy(rules, this.traits.groups));
  }

  #mustBeAvailable(what: string): void {
    if (this.status !== 'available') throw this.#invalidState(what, `is ${this.status}`);
  }

  #invalidState(what: string, because: string): InvalidDBInstanceStateFault {
    return new InvalidDBInstanceStateFault({
      $metadata: {},
      message: `cannot ${what}: ${this.place.id} ${because}`,
    });
  }

  #while(status: string, work: () => Promise<void>, then = 'available'): void {
    const ended = (next: string) => () => {
      if (this.#status === status) this.#status = next;
    };
    this.#status = status;
    this.#underWay = work().then(ended(then), ended('failed'));
  }
}
