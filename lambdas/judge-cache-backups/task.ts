import type * as z from 'zod';
import { Incomplete } from '../../lib/domain/errors';
import { partsFailedBecause } from '../../lib/domain/parts-failed';
import type { contract } from './contract';

/** State JudgeCacheBackups of `cache-backup`. Changes nothing; a run that lost a part does not end well. */
export const judgeCacheBackups =
  () =>
  async ({ results }: z.output<typeof contract.input>): Promise<{ taken: number }> => {
    const failed = results.flatMap((result) =>
      'failed' in result
        ? [{ store: result.cache, error: result.failed.Error, because: result.failed.Cause }]
        : [],
    );
    const because = partsFailedBecause('cache backups', results.length, failed);
    if (because) throw new Incomplete(because);
    return { taken: results.length };
  };
