import type * as z from 'zod';
import { NotReady } from '../../lib/domain/errors';
import type { WriteAccess } from '../runtime/write-access';
import type { contract } from './contract';

interface Deps {
  readonly writeAccess: Pick<WriteAccess, 'redirect'>;
}

/**
 * State RedirectWriters of `switchover`, once this region is the active one. Clients whose writes were held back in the region
 * that was left are refused there as soon as its cache is a replica, and so look for the new primary; the pause itself would
 * keep them for minutes, and would still be in force if that cache were promoted again. Needs no lease, since it only touches
 * what takes no writes. A second call is harmless. Failing means that they wait until their pause is over.
 */
export const redirectWriters =
  ({ writeAccess }: Deps) =>
  async ({ claim, from }: z.output<typeof contract.input>): Promise<{ caches: readonly string[] }> => {
    const { replicas, primaries } = await writeAccess.redirect(from, claim.run);
    if (primaries.length > 0) {
      throw new NotReady(
        `${primaries.join(', ')} in ${from} takes writes still, expected a replica; writers that wait there were left alone`,
      );
    }
    return { caches: replicas };
  };
