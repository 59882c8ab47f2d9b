import type * as z from 'zod';
import { Incomplete } from '../../lib/domain/errors';
import type { contract } from './contract';

/** State JudgeCacheBackups of `cache-backup`. Changes nothing; a run that lost a part does not end well. */
export const judgeCacheBackups =
  () =>
  async ({ results }: z.output<typeof contract.input>): Promise<{ taken: number }> => {
    const failures = results.flatMap((result) =>
      'failed' in result ? [`${result.cache}: ${result.failed.Error}: ${result.failed.Cause}`] : [],
    );
    if (failures.length > 0) {
      throw new Incomplete(
        `${failures.length} of ${results.length} cache backups failed: ${failures.join('; ')}`,
      );
    }
    return { taken: results.length };
  };
