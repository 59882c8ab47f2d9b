import type { DatabaseInstance } from '../../lib/aws/databases';

/** What a side is at first. */
export interface SideSettings {
  readonly region: string;
  readonly instance: string;
  /** The groups that it has when it serves clients. */
  readonly serving: readonly string[];
  readonly replicaSource?: string;
}

/** One region's database: who can write to it now, and who had a session before its groups were changed. */
export class ModelledSide {
  alive = true;
  promotions = 0;
  replicaSource: string | undefined;
  #groups: readonly string[];
  #status = 'available';
  readonly #tags: Record<string, string> = {};
  /** A client's session that was open before the groups were swapped goes on until the instance restarts. */
  #sessionOpen: boolean;
  /** Whether the application's roles may log in; a replica has what its source has. */
  rolesOpen = true;

  constructor(private readonly settings: SideSettings) {
    this.replicaSource = settings.replicaSource;
    this.#groups = settings.serving;
    this.#sessionOpen = this.replicaSource === undefined;
  }

  get id(): string {
    return this.settings.instance;
  }

  get region(): string {
    return this.settings.region;
  }

  get takesWrites(): boolean {
    return this.alive && this.replicaSource === undefined;
  }

  /** Whether a client could have a write acknowledged here. */
  get servesClients(): boolean {
    return this.takesWrites && (this.#sessionOpen || this.#admitsClients);
  }

  /** Power is cut; what comes back later has the groups that it had, and no sessions. */
  die(): void {
    this.alive = false;
    this.#sessionOpen = false;
  }

  revive(): void {
    this.alive = true;
  }

  /** Clients that may get in do so. */
  letClientsIn(): void {
    if (this.takesWrites && this.#admitsClients) this.#sessionOpen = true;
  }

  /** What the region's own machine does to the roles and to their sessions. */
  closeRoles(): void {
    this.rolesOpen = false;
    this.#sessionOpen = false;
  }

  /* What RDS is asked and told about it. */

  instance = async (): Promise<DatabaseInstance> => {
    const { region, instance: id } = this.settings;
    const described = {
      id,
      arn: `arn:aws:rds:${region}:111122223333:db:${id}`,
      status: this.alive ? this.#status : 'failed',
      replicaSource: this.replicaSource,
      replicationStatus: this.replicaSource && 'replicating',
      securityGroups: this.#groups.map((group) => ({ id: group, status: 'active' })),
      tags: { ...this.#tags },
    };
    this.#status = 'available';
    return described;
  };

  promote = async (): Promise<void> => {
    if (this.replicaSource === undefined) throw new Error(`${this.settings.instance} is no replica`);
    this.promotions += 1;
    this.replicaSource = undefined;
    this.#status = 'modifying';
  };

  setSecurityGroups = async (_id: string, groups: readonly string[]): Promise<void> => {
    this.#groups = [...groups];
  };

  reboot = async (): Promise<void> => {
    this.#sessionOpen = false;
    this.#status = 'rebooting';
  };

  tag = async (_arn: string, tags: Readonly<Record<string, string>>): Promise<void> => {
    Object.assign(this.#tags, tags);
  };

  get #admitsClients(): boolean {
    return this.rolesOpen && this.settings.serving.every((group) => this.#groups.includes(group));
  }
}
