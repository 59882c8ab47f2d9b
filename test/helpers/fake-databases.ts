import type { DatabaseSnapshot, DatabaseSnapshots, SnapshotCopy } from '../../lib/aws/database-snapshots';
import type { DatabaseInstance, Databases } from '../../lib/aws/databases';
import { NotFound } from '../../lib/domain/errors';
import { at } from './at';

export const anInstance = (overrides: Partial<DatabaseInstance> = {}): DatabaseInstance => {
  const id = overrides.id ?? 'firebackup-primary';
  return {
    id,
    arn: `arn:aws:rds:us-east-1:111122223333:db:${id}`,
    status: 'available',
    replicaSource: undefined,
    replicationStatus: undefined,
    securityGroups: [{ id: 'sg-00000001', status: 'active' }],
    tags: {},
    ...overrides,
  };
};

/** The standby that the plan of the tests names, in the recovery region. */
export const aReplica = (overrides: Partial<DatabaseInstance> = {}): DatabaseInstance =>
  anInstance({
    id: 'firebackup-recovery',
    arn: 'arn:aws:rds:us-west-2:111122223333:db:firebackup-recovery',
    replicaSource: 'arn:aws:rds:us-east-1:111122223333:db:firebackup-primary',
    replicationStatus: 'replicating',
    ...overrides,
  });

export const aSnapshot = (overrides: Partial<DatabaseSnapshot> = {}): DatabaseSnapshot => ({
  id: 'a-snapshot',
  arn: 'arn:aws:rds:us-east-1:111122223333:snapshot:a-snapshot',
  status: 'available',
  percent: 100,
  encrypted: true,
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
  createdAt: at(30),
  takenAt: at(0),
  tags: {},
  ...overrides,
});

/** RDS in one region. `calls` are those that ask for a change, in their order. */
export class FakeDatabases implements Databases, DatabaseSnapshots {
  readonly calls: string[] = [];
  readonly instances = new Map<string, DatabaseInstance>();
  readonly snapshots = new Map<string, DatabaseSnapshot>();
  /** What a security group is listed as after it was set: AWS takes a while to put it into force. */
  settingGroupsLeaves: 'active' | 'adding' = 'active';

  constructor(
    instances: readonly DatabaseInstance[] = [],
    readonly region = 'us-west-2',
  ) {
    for (const one of instances) this.instances.set(one.id, one);
  }

  instance = async (id: string): Promise<DatabaseInstance> => {
    const found = this.instances.get(id);
    if (!found) throw new NotFound(`no instance ${id} in ${this.region}`);
    return structuredClone(found);
  };
  snapshot = async (id: string): Promise<DatabaseSnapshot | undefined> => this.snapshots.get(id);

  promote = async (id: string, backups: { retentionDays: number; window: string }): Promise<void> => {
    this.calls.push(`promote ${id}, keeping ${backups.retentionDays} days from ${backups.window}`);
    await this.change(id, { status: 'modifying', replicaSource: undefined, replicationStatus: undefined });
  };
  setSecurityGroups = async (id: string, groups: readonly string[]): Promise<void> => {
    this.calls.push(`set groups of ${id} to ${groups.join(', ')}`);
    const status = this.settingGroupsLeaves;
    await this.change(id, { securityGroups: groups.map((group) => ({ id: group, status })) });
  };
  reboot = async (id: string): Promise<void> => {
    this.calls.push(`reboot ${id}`);
    await this.change(id, { status: 'rebooting' });
  };
  tag = async (arn: string, tags: Readonly<Record<string, string>>): Promise<void> => {
    const id = arn.split(':').at(-1) ?? '';
    await this.change(id, { tags: { ...(await this.instance(id)).tags, ...tags } });
  };

  createSnapshot = async (
    instance: string,
    id: string,
    tags: Readonly<Record<string, string>>,
  ): Promise<void> => {
    this.calls.push(`snapshot ${instance} as ${id} for ${tags['firebackup:deployment']}`);
    this.snapshots.set(id, aSnapshot({ id, status: 'creating' }));
  };
  copySnapshot = async (copy: SnapshotCopy): Promise<void> => {
    this.calls.push(`copy ${copy.sourceArn} as ${copy.targetId} under ${copy.keyArn}`);
    this.snapshots.set(copy.targetId, aSnapshot({ id: copy.targetId, status: 'creating' }));
  };
  deleteSnapshot = async (id: string): Promise<void> => {
    if (!this.snapshots.delete(id)) throw new NotFound(`no snapshot ${id} in ${this.region}`);
    this.calls.push(`delete ${id}`);
  };

  change = async (id: string, changes: Partial<DatabaseInstance>): Promise<void> => {
    this.instances.set(id, { ...(await this.instance(id)), ...changes });
  };
}
