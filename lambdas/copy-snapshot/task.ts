import type * as z from 'zod';
import type { Databases } from '../../lib/aws/databases';
import { snapshotTags } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

interface Deps {
  readonly deployment: string;
  readonly databases: (region: string) => Pick<Databases, 'snapshot' | 'copySnapshot'>;
}

/** State CopySnapshot of `snapshot`. The call goes to the region that the copy will lie in. A second call finds it. */
export const copySnapshot =
  ({ deployment, databases }: Deps) =>
  async ({ job, source }: z.output<typeof contract.input>): Promise<{ outcome: 'accepted' | 'already' }> => {
    const rds = databases(job.to);
    if (await rds.snapshot(job.snapshot)) return { outcome: 'already' };
    await rds.copySnapshot({
      sourceArn: source.arn,
      sourceRegion: job.from,
      targetId: job.snapshot,
      keyArn: job.targetKeyArn,
      tags: snapshotTags(job, deployment),
    });
    return { outcome: 'accepted' };
  };
