import type { CacheBackups } from '../../lib/aws/cache-backups';
import type { CacheGroup } from '../../lib/aws/cache-group';
import type { CacheGroups } from '../../lib/aws/cache-groups';
import { cacheHopelessBecause } from '../../lib/domain/cache-status';
import { InvalidInput, NotFound, NotReady, TerminalState } from '../../lib/domain/errors';
import { type CacheBackupJob, cacheBackupTags } from '../runtime/cache-backup-shapes';

interface Deps {
  readonly deployment: string;
  readonly backups: Pick<CacheBackups, 'region' | 'snapshot' | 'createSnapshot'>;
  readonly groups: Pick<CacheGroups, 'group'>;
}

/**
 * State CreateCacheBackup of `cache-backup`. A second call finds the snapshot by its name, which is made from the time
 * that it was due, and takes no other: ElastiCache takes 20 of a node in a day.
 */
export const createCacheBackup =
  ({ deployment, backups, groups }: Deps) =>
  async (job: CacheBackupJob): Promise<{ outcome: 'accepted' | 'already' }> => {
    if (await backups.snapshot(job.name)) return { outcome: 'already' };
    const { replicationGroup } = job;
    const group = await groups.group(replicationGroup);
    if (!group) {
      throw new NotFound(
        `there is no replication group ${replicationGroup} in ${backups.region}; see the plan`,
      );
    }
    const hopeless = cacheHopelessBecause(replicationGroup, group.status);
    if (hopeless) throw new TerminalState(hopeless);
    if (group.status !== 'available') {
      throw new NotReady(`${replicationGroup} is ${group.status}, expected available`);
    }
    await backups.createSnapshot(nodeOf(group), job.name, cacheBackupTags(job, deployment));
    return { outcome: 'accepted' };
  };

/** A replica: a snapshot takes memory and time of the node that it is taken of, and clients write to the primary. */
function nodeOf({ id, shards }: CacheGroup): string {
  const [nodes, ...others] = shards;
  if (!nodes || others.length > 0) {
    throw new InvalidInput(
      `${id} has ${shards.length} shards, expected one: a backup of several is as many files, which are not kept here`,
    );
  }
  const node = nodes.find(({ role }) => role === 'replica') ?? nodes[0];
  if (!node) throw new NotReady(`${id} does not say yet which nodes it has`);
  return node.id;
}
