import type * as z from 'zod';
import { Incomplete } from '../../lib/domain/errors';
import type { contract } from './contract';

/** State JudgeSnapshots, last of `snapshot`. Changes nothing; a run that lost a part does not end well. */
export const judgeSnapshots =
  () =>
  async ({ results }: z.output<typeof contract.input>): Promise<{ taken: number }> => {
    const failures = results.flatMap((result) =>
      'failed' in result ? [`${result.database}: ${result.failed.Error}: ${result.failed.Cause}`] : [],
    );
    if (failures.length > 0) {
      throw new Incomplete(
        `${failures.length} of ${results.length} snapshots failed: ${failures.join('; ')}`,
      );
    }
    return { taken: results.length };
  };
