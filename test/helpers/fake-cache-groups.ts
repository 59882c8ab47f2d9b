import type { CacheBackups, CacheSnapshot } from '../../lib/aws/cache-backups';
import type { CacheGroup } from '../../lib/aws/cache-group';
import type { CacheGroups, SeededCache } from '../../lib/aws/cache-groups';
import { at } from './at';

const arnOf = (what: string) => `arn:aws:elasticache:us-west-2:111122223333:${what}`;

/** A group of a primary and a replica, each in a zone of its own. */
export const aCacheGroup = (overrides: Partial<CacheGroup> = {}): CacheGroup => {
  const id = overrides.id ?? 'queue-primary';
  return {
    id,
    arn: arnOf(`replicationgroup:${id}`),
    status: 'available',
    shards: [
      [
        { id: `${id}-001`, role: 'primary' },
        { id: `${id}-002`, role: 'replica' },
      ],
    ],
    globalRole: undefined,
    endpoint: { host: `${id}.example.com`, port: 6379 },
    ...overrides,
  };
};

/** Replication groups of one region. `calls` are those that ask for a change, in their order. */
export class FakeCacheGroups implements CacheGroups {
  readonly calls: string[] = [];
  readonly seeded: SeededCache[] = [];
  readonly tagsOf = new Map<string, Record<string, string>>();
  readonly #groups = new Map<string, CacheGroup>();

  constructor(
    groups: readonly CacheGroup[] = [],
    readonly region = 'us-west-2',
  ) {
    for (const group of groups) this.set(group);
  }

  set(group: CacheGroup, tags: Record<string, string> = {}): void {
    this.#groups.set(group.id, group);
    this.tagsOf.set(group.arn, { ...this.tagsOf.get(group.arn), ...tags });
  }

  group = async (id: string): Promise<CacheGroup | undefined> => this.#groups.get(id);
  groups = async (): Promise<readonly CacheGroup[]> => [...this.#groups.values()];
  tags = async (arn: string | undefined) => this.tagsOf.get(arn ?? '') ?? {};

  createSeeded = async (wanted: SeededCache): Promise<void> => {
    this.calls.push(`seed ${wanted.replicationGroup} from ${wanted.objectArn}`);
    this.seeded.push(wanted);
    this.set(aCacheGroup({ id: wanted.replicationGroup, status: 'creating', endpoint: undefined }), {
      ...wanted.tags,
    });
  };

  untag = async (arn: string, tag: string): Promise<void> => {
    this.calls.push(`untag ${arn} ${tag}`);
    const { [tag]: _gone, ...rest } = this.tagsOf.get(arn) ?? {};
    this.tagsOf.set(arn, rest);
  };

  deleteGroup = async (id: string): Promise<void> => {
    this.calls.push(`delete ${id}`);
    const found = this.#groups.get(id);
    if (found) this.set({ ...found, status: 'deleting' });
  };
}

export const aCacheSnapshot = (overrides: Partial<CacheSnapshot> = {}): CacheSnapshot => ({
  name: 'firebackup-queue-hourly-1',
  arn: arnOf('snapshot:firebackup-queue-hourly-1'),
  status: 'available',
  takenAt: at(0),
  ...overrides,
});

/** Snapshots of caches of one region. */
export class FakeCacheBackups implements CacheBackups {
  readonly calls: string[] = [];
  readonly tagsOf = new Map<string, Record<string, string>>();
  readonly snapshots = new Map<string, CacheSnapshot>();

  constructor(
    snapshots: readonly CacheSnapshot[] = [],
    readonly region = 'us-east-1',
  ) {
    for (const snapshot of snapshots) {
      this.snapshots.set(snapshot.name, snapshot);
      this.tagsOf.set(snapshot.arn, { 'firebackup:deployment': 'firebackup' });
    }
  }

  snapshot = async (name: string): Promise<CacheSnapshot | undefined> => this.snapshots.get(name);
  tags = async (arn: string | undefined) => this.tagsOf.get(arn ?? '') ?? {};

  createSnapshot = async (node: string, name: string, tags: Readonly<Record<string, string>>) => {
    this.calls.push(`snapshot ${name} of ${node}`);
    const snapshot = aCacheSnapshot({ name, status: 'creating', arn: arnOf(`snapshot:${name}`) });
    this.snapshots.set(name, snapshot);
    this.tagsOf.set(snapshot.arn, { ...tags });
  };

  exportSnapshot = async (name: string, bucket: string): Promise<void> => {
    this.calls.push(`export ${name} to ${bucket}`);
    this.snapshots.set(name, aCacheSnapshot({ name, status: 'exporting' }));
  };

  deleteSnapshot = async (name: string): Promise<void> => {
    this.calls.push(`delete ${name}`);
    this.snapshots.delete(name);
  };
}
