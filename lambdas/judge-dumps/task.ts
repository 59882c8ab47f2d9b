import type * as z from 'zod';
import { backupRunFailedBecause } from '../../lib/domain/backup-run-judgement';
import { stoppedTaskInWords } from '../../lib/domain/container-task';
import { Incomplete } from '../../lib/domain/errors';
import { partsFailedBecause } from '../../lib/domain/parts-failed';
import type { contract } from './contract';

/**
 * State JudgeDumps of `logical-dump`, its last: what is kept no longer was deleted before it, so that a region that is lost for days
 * does not fill the other one. Changes nothing; a run that lost a part does not end well.
 */
export const judgeDumps =
  () =>
  async ({ results, pruned }: z.output<typeof contract.input>): Promise<{ made: number }> => {
    const failed = results.flatMap((result) =>
      'failed' in result
        ? [
            {
              store: result.database,
              error: result.failed.Error,
              because: stoppedTaskInWords(result.failed.Cause),
            },
          ]
        : [],
    );
    const parts = partsFailedBecause('dumps', results.length, failed);
    const because = backupRunFailedBecause(parts, pruned);
    if (because) throw new Incomplete(because);
    return { made: results.length };
  };
