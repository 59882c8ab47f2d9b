import type { Caches, GlobalDatastore } from '../../lib/aws/caches';
import type { SecurityGroups } from '../../lib/aws/security-groups';

const member = (region: string, replicationGroup: string, role: string) => ({
  region,
  replicationGroup,
  role,
  status: 'associated',
});

/** The datastore that the plan of the tests names, with its primary in one of the two regions. */
export const aDatastore = (
  primaryIn = 'us-east-1',
  overrides: Partial<GlobalDatastore> = {},
): GlobalDatastore => ({
  status: 'available',
  members: [
    member('us-east-1', 'queue-primary', primaryIn === 'us-east-1' ? 'primary' : 'secondary'),
    member('us-west-2', 'queue-recovery', primaryIn === 'us-west-2' ? 'primary' : 'secondary'),
  ],
  ...overrides,
});

/** ElastiCache in one region, with one global datastore. `calls` are those that ask for a change, in their order. */
export class FakeCaches implements Caches {
  readonly calls: string[] = [];
  /** Groups of the nodes of a replication group, when they are not the ones that it serves clients with. */
  readonly groups = new Map<string, { id: string; status: string }[]>();
  settingGroupsLeaves: 'active' | 'adding' = 'active';

  constructor(
    public datastore: GlobalDatastore = aDatastore(),
    readonly region = 'us-west-2',
  ) {}

  globalDatastore = async (): Promise<GlobalDatastore> => structuredClone(this.datastore);

  failover = async (id: string, to: { region: string; replicationGroup: string }): Promise<void> => {
    this.calls.push(`fail ${id} over to ${to.replicationGroup} in ${to.region}`);
    this.datastore = { ...this.datastore, status: 'modifying' };
  };

  securityGroups = async (replicationGroup: string) =>
    this.groups.get(replicationGroup) ?? [{ id: 'sg-00000011', status: 'active' }];

  setSecurityGroups = async (replicationGroup: string, groups: readonly string[]): Promise<void> => {
    this.calls.push(`set groups of ${replicationGroup} to ${groups.join(', ')}`);
    const status = this.settingGroupsLeaves;
    this.groups.set(
      replicationGroup,
      groups.map((id) => ({ id, status })),
    );
  };
}

/** Security groups that admit what they are said to admit, and by default the orchestrator of their region alone. */
export const someSecurityGroups = (
  admits: Readonly<Record<string, readonly string[]>> = {},
): SecurityGroups => ({
  admits: async (group) => admits[group] ?? ['sg-000000a1'],
});
