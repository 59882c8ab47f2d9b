import type { DatabaseSnapshots } from '../../lib/aws/database-snapshots';
import type { Databases } from '../../lib/aws/databases';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import { type SnapshotJob, snapshotTags } from '../runtime/snapshot-shapes';

interface Deps {
  readonly deployment: string;
  readonly databases: (
    region: string,
  ) => Pick<Databases, 'instance'> & Pick<DatabaseSnapshots, 'snapshot' | 'createSnapshot'>;
}

/**
 * State CreateSnapshot of `snapshot`. A second call finds the snapshot by its name, which is made from the time that it
 * was due, and takes no other.
 */
export const createSnapshot =
  ({ deployment, databases }: Deps) =>
  async (job: SnapshotJob): Promise<{ outcome: 'accepted' | 'already' }> => {
    const rds = databases(job.from);
    if (await rds.snapshot(job.snapshot)) return { outcome: 'already' };
    const { status } = await rds.instance(job.instance);
    const hopeless = hopelessBecause(job.instance, status);
    if (hopeless) throw new TerminalState(hopeless);
    if (status !== 'available') throw new NotReady(`${job.instance} is ${status}, expected available`);
    await rds.createSnapshot(job.instance, job.snapshot, snapshotTags(job, deployment));
    return { outcome: 'accepted' };
  };
