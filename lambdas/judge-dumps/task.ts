import type * as z from 'zod';
import { stoppedTaskInWords } from '../../lib/domain/container-task';
import { Incomplete } from '../../lib/domain/errors';
import type { contract } from './contract';

/** State JudgeDumps of `logical-dump`, before anything is pruned. Changes nothing; a run that lost a part does not end well. */
export const judgeDumps =
  () =>
  async ({ results }: z.output<typeof contract.input>): Promise<{ made: number }> => {
    const failures = results.flatMap((result) =>
      'failed' in result
        ? [`${result.database}: ${result.failed.Error}: ${stoppedTaskInWords(result.failed.Cause)}`]
        : [],
    );
    if (failures.length > 0) {
      throw new Incomplete(`${failures.length} of ${results.length} dumps failed: ${failures.join('; ')}`);
    }
    return { made: results.length };
  };
