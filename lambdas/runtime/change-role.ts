import type { Ledger } from '../../lib/aws/ledger';
import { LedgerBusy } from '../../lib/domain/errors';
import type { Role } from '../../lib/domain/role';

/**
 * Nobody retries a command for the person who gave it. Runs write the role a few times a minute, so somebody who reads it
 * anew after losing a race wins one of the next; who loses this often is told to try again.
 */
const TRIES = 5;

/** Writes the role that follows from the one that is there; one that stays the same is not written. */
export async function changeRole(
  ledger: Pick<Ledger, 'role' | 'writeRole'>,
  next: (role: Role) => Role,
): Promise<Role> {
  for (let tried = 1; ; tried += 1) {
    const role = await ledger.role();
    const changed = next(role);
    if (changed === role) return role;
    try {
      await ledger.writeRole(changed);
      return changed;
    } catch (error) {
      if (!(error instanceof LedgerBusy) || tried === TRIES) throw error;
    }
  }
}
