import type * as z from 'zod';
import { backupRunFailedBecause } from '../../lib/domain/backup-run-judgement';
import { Incomplete } from '../../lib/domain/errors';
import { partsFailedBecause } from '../../lib/domain/parts-failed';
import type { contract } from './contract';

/**
 * State JudgeSnapshots of `snapshot`, its last: what is kept no longer was deleted before it, so that a region that is lost for days
 * does not fill the other one. Changes nothing; a run that lost a part does not end well.
 */
export const judgeSnapshots =
  () =>
  async ({ results, pruned }: z.output<typeof contract.input>): Promise<{ taken: number }> => {
    const failed = results.flatMap((result) =>
      'failed' in result
        ? [{ store: result.database, error: result.failed.Error, because: result.failed.Cause }]
        : [],
    );
    const parts = partsFailedBecause('snapshots', results.length, failed);
    const because = backupRunFailedBecause(parts, pruned);
    if (because) throw new Incomplete(because);
    return { taken: results.length };
  };
