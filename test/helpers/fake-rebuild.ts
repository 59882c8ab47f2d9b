import type { DatabaseRebuild, ReplicaToBuild, StandingInstance } from '../../lib/aws/database-rebuild';

export const aStanding = (overrides: Partial<StandingInstance> = {}): StandingInstance => {
  const id = overrides.id ?? 'firebackup-primary';
  return {
    id,
    arn: `arn:aws:rds:us-east-1:111122223333:db:${id}`,
    status: 'available',
    endpoint: { host: `${id}.example.com`, port: 5432 },
    securityGroups: [{ id: 'sg-000000f1', status: 'active' }],
    deletionProtection: true,
    tags: {},
    replicaSource: undefined,
    replicationStatus: undefined,
    backupRetentionDays: 7,
    ...overrides,
  };
};

/** The side that took over, in the recovery region. */
export const anActiveSide = (overrides: Partial<StandingInstance> = {}): StandingInstance =>
  aStanding({
    id: 'firebackup-recovery',
    arn: 'arn:aws:rds:us-west-2:111122223333:db:firebackup-recovery',
    securityGroups: [{ id: 'sg-00000002', status: 'active' }],
    ...overrides,
  });

/** RDS in all regions, as far as rebuilding goes; names are not used twice. `calls` are those that ask for a change. */
export class FakeRebuild implements DatabaseRebuild {
  readonly calls: string[] = [];
  readonly instances = new Map<string, StandingInstance>();

  constructor(instances: readonly StandingInstance[]) {
    for (const one of instances) this.instances.set(one.id, one);
  }

  standing = async (id: string) => this.instances.get(id);

  putAside = async (id: string, as: string): Promise<void> => {
    this.calls.push(`rename ${id} to ${as}`);
    const arn = this.#at(id).arn.replace(/[^:]+$/, as);
    this.instances.set(as, { ...this.#at(id), id: as, arn, status: 'renaming', deletionProtection: true });
    this.instances.delete(id);
  };

  buildReplica = async ({ id, sourceArn, keyArn }: ReplicaToBuild): Promise<'asked' | 'there'> => {
    if (this.instances.has(id)) return 'there';
    this.calls.push(`build ${id} from ${sourceArn} under ${keyArn}`);
    const replica = { replicaSource: sourceArn, status: 'creating', backupRetentionDays: 0 };
    this.instances.set(id, aStanding({ id, ...replica }));
    return 'asked';
  };

  keepBackups = async (id: string, { retentionDays, window }: { retentionDays: number; window: string }) => {
    this.calls.push(`keep backups of ${id} for ${retentionDays} days from ${window}`);
    this.change(id, { backupRetentionDays: retentionDays });
  };

  unprotect = async (id: string): Promise<void> => {
    this.calls.push(`unprotect ${id}`);
    this.change(id, { deletionProtection: false });
  };

  deleteKeeping = async (id: string, finalSnapshot: string): Promise<void> => {
    this.calls.push(`delete ${id} keeping ${finalSnapshot}`);
    this.change(id, { status: 'deleting' });
  };

  change(id: string, changes: Partial<StandingInstance>): void {
    this.instances.set(id, { ...this.#at(id), ...changes });
  }

  #at(id: string): StandingInstance {
    const found = this.instances.get(id);
    if (!found) throw new Error(`no instance ${id}`);
    return found;
  }
}
