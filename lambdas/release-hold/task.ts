import type * as z from 'zod';
import type { Ledger } from '../../lib/aws/ledger';
import type { Instant } from '../../lib/domain/instant';
import { noteUndoing } from '../runtime/note-undoing';
import type { WriteAccess } from '../runtime/write-access';
import type { contract } from './contract';

interface Deps {
  readonly ledger: Pick<Ledger, 'hold' | 'writeRole'>;
  readonly writeAccess: Pick<WriteAccess, 'release'>;
  readonly now: () => Instant;
}

/**
 * State ReleaseHold of `switchover`: undoes HoldWrites, before the run is given up. A second call finds the roles open.
 * Refused as PromotionBegun once a promotion was asked for, because then the other region takes writes, and without the
 * lease, because then another execution may be asking; what the region's own machine refuses has other names. Failing leaves the application closed out of the active
 * region, so the message says how to open it.
 */
export const releaseHold =
  ({ ledger, writeAccess, now }: Deps) =>
  async ({ claim, from }: z.output<typeof contract.input>): Promise<{ released: string; at: Instant }> => {
    await noteUndoing(ledger, claim, now());
    await writeAccess.release(from, claim.run).catch((error: Error) => {
      error.message +=
        `; the application's roles may still be closed in ${from}: start write-access there with ` +
        `{"order":"release","run":"${claim.run}"} as soon as that works`;
      throw error;
    });
    return { released: from, at: now() };
  };
