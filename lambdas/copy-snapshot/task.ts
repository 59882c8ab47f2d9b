import type * as z from 'zod';
import type { DatabaseSnapshots } from '../../lib/aws/database-snapshots';
import type { SnapshotQuotas } from '../../lib/aws/snapshot-quota';
import { copyRefusedBecause, copyWaitsBecause } from '../../lib/domain/copy-admission';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { snapshotTags } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

type Quotas = Pick<SnapshotQuotas, 'manualSnapshots' | 'copiesInProgress'>;

interface Deps {
  readonly deployment: string;
  readonly databases: (region: string) => Pick<DatabaseSnapshots, 'snapshot' | 'copySnapshot'>;
  readonly quotas: (region: string) => Quotas;
}

/**
 * State CopySnapshot of `snapshot`. The calls go to the region that the copy will lie in. A second call finds it. While the
 * account copies as much into that region as RDS allows, it fails with NotReady: the machine's Retry is the queue. Two that
 * see the last free place at once both ask, and RDS sends one back into the queue.
 */
export const copySnapshot =
  ({ deployment, databases, quotas }: Deps) =>
  async ({ job, source }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already' }> => {
    const rds = databases(job.to);
    if (await rds.snapshot(job.snapshot)) return { outcome: 'already' };
    await admit(job.to, quotas(job.to));
    await rds.copySnapshot({
      sourceArn: source.arn,
      sourceRegion: job.from,
      targetId: job.snapshot,
      keyArn: job.targetKeyArn,
      tags: snapshotTags(job, deployment),
    });
    return { outcome: 'accepted' };
  };

/** @throws {TerminalState} when there is no room for a copy @throws {NotReady} while it is not its turn */
async function admit(region: string, quotas: Quotas): Promise<void> {
  const refused = copyRefusedBecause(region, await quotas.manualSnapshots());
  if (refused) throw new TerminalState(refused);
  const waits = copyWaitsBecause(region, await quotas.copiesInProgress());
  if (waits) throw new NotReady(waits);
}
