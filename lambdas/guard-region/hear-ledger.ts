import type { Ledger } from '../../lib/aws/ledger';
import { Throttled, Unreachable } from '../../lib/domain/errors';
import type { Role } from '../../lib/domain/role';

/** What the ledger says, or why nobody heard it. */
export type Heard =
  | { readonly role: Role; readonly silence?: undefined }
  | { readonly role?: undefined; readonly silence: string };

type Replica = Pick<Ledger, 'role'>;

/**
 * Asks the ledger in the own region, and if that keeps silent in the others at the same time: every read is strongly
 * consistent, so whichever replica answers knows the latest role, and one that cannot know it does not answer.
 *
 * @throws what is no silence, such as a missing permission: a guard that may not look is not isolated
 */
export async function hearLedger(own: Replica, others: readonly Replica[]): Promise<Heard> {
  const first = await listenTo(own);
  if (first.role) return first;
  const heard = await Promise.all(others.map(listenTo));
  const silence = [first, ...heard].map((one) => one.silence).join('; ');
  return heard.find((one) => one.role) ?? { silence };
}

async function listenTo(replica: Replica): Promise<Heard> {
  try {
    return { role: await replica.role() };
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Throttled) return { silence: error.message };
    throw error;
  }
}
