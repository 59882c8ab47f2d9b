import type { Ledger } from '../../lib/aws/ledger';
import { PromotionBegun } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type Claim, type Role, undoing } from '../../lib/domain/role';

/**
 * Tells the ledger that the run is being undone, before anything is opened again: a call of PromoteDatabase that outlived
 * its state finds it there and promotes nothing. Of the two notes the ledger takes one, whoever comes first.
 *
 * @returns the role with the note @throws {PromotionBegun} when the promotion was noted first
 */
export async function noteUndoing(
  ledger: Pick<Ledger, 'hold' | 'writeRole'>,
  claim: Claim,
  now: Instant,
): Promise<Role> {
  const role = await ledger.hold(claim, now);
  if (role.openRun?.promotingSince) {
    throw new PromotionBegun(
      `run ${claim.run} asked for a promotion at ${role.openRun.promotingSince} and cannot be undone; start it again ` +
        `with run set to ${claim.run} and approvedBy set to a name`,
    );
  }
  const noted = undoing(role, now);
  if (noted !== role) await ledger.writeRole(noted);
  return noted;
}
