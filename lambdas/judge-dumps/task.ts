import type * as z from 'zod';
import { stoppedTaskInWords } from '../../lib/domain/container-task';
import { Incomplete } from '../../lib/domain/errors';
import { partsFailedBecause } from '../../lib/domain/parts-failed';
import type { contract } from './contract';

/** State JudgeDumps of `logical-dump`, before anything is pruned. Changes nothing; a run that lost a part does not end well. */
export const judgeDumps =
  () =>
  async ({ results }: z.output<typeof contract.input>): Promise<{ made: number }> => {
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
    const because = partsFailedBecause('dumps', results.length, failed);
    if (because) throw new Incomplete(because);
    return { made: results.length };
  };
