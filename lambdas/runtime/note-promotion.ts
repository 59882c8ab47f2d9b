import type { Ledger } from '../../lib/aws/ledger';
import { LeaseLost } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type Claim, promoting } from '../../lib/domain/role';

/**
 * Tells the ledger that something is about to be promoted, before AWS is asked: from then on nobody abandons the run, nor
 * opens what was closed for it, although the promotion is only on its way. A call that comes late, when the run is being
 * undone already, promotes nothing. @throws {LeaseLost} when the run may not act
 */
export async function notePromotion(
  ledger: Pick<Ledger, 'hold' | 'writeRole'>,
  claim: Claim,
  now: Instant,
): Promise<void> {
  const role = await ledger.hold(claim, now);
  const undoingSince = role.openRun?.undoingSince;
  if (undoingSince) {
    throw new LeaseLost(`run ${claim.run} is being undone since ${undoingSince} and promotes nothing`);
  }
  const noted = promoting(role, now);
  if (noted !== role) await ledger.writeRole(noted);
}
