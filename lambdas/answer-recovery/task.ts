import type { Ledger } from '../../lib/aws/ledger';
import { figuresOf } from '../../lib/domain/answer-figures';
import { LedgerBusy } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type RecoveryAnswer, recoveryAnswer } from '../../lib/domain/recovery-answer';
import type { ProtectedStore } from '../../lib/domain/recovery-verdicts';
import type { Role } from '../../lib/domain/role';
import { type Deployment, otherRegion } from '../../lib/plan/deployment';
import type { Measure } from '../runtime/surroundings';

interface Deps {
  readonly deployment: Pick<Deployment, 'regions' | 'databases' | 'caches' | 'walArchives' | 'objectives'>;
  readonly region: string;
  readonly ledger: Pick<Ledger, 'role' | 'recoveryPoints' | 'writeAnswer'>;
  readonly measure: Measure;
  readonly now: () => Instant;
}

/**
 * Scheduled every five minutes in the primary and the recovery region; no machine calls it. It asks the ledger alone, so
 * that the recovery region answers when the other one is gone. Writes the answer, and nothing else; a second call writes
 * a newer one. When the ledger gives no answer it fails, which an alarm reports, and the last answer grows old.
 *
 * The role is measured on the way: which region is active, since it alone publishes its epoch, and whether a pause or an open
 * run holds new failovers back.
 */
export const answerRecovery =
  ({ deployment, region, ledger, measure, now }: Deps) =>
  async (): Promise<RecoveryAnswer> => {
    const [role, points] = [await ledger.role(), await ledger.recoveryPoints()];
    if (role.activeRegion === region) measure('ActiveEpoch', role.epoch, 'Count');
    measure('FailoverHeldBack', heldBack(role) ? 1 : 0, 'Count');
    const answer = recoveryAnswer(storesOf(deployment), points, {
      now: now(),
      activeRegion: role.activeRegion,
      otherRegion: otherRegion(deployment, role.activeRegion),
      activeSince: role.lastChange?.at,
    });
    const { lossSeconds, missed, unknown, proofAgeSeconds, neverProven } = figuresOf(answer);
    for (const seconds of lossSeconds) measure('RecoveryLossSeconds', seconds, 'Seconds');
    for (const seconds of proofAgeSeconds) measure('ProofAgeSeconds', seconds, 'Seconds');
    measure('RecoveryMissed', missed, 'Count');
    measure('RecoveryUnknown', unknown, 'Count');
    measure('NeverProven', neverProven, 'Count');
    await ledger.writeAnswer(answer).catch(unlessWrittenJustNow);
    return answer;
  };

/** An archive is of a database that somebody runs by hand, to the same objectives. */
function storesOf({
  databases,
  caches,
  walArchives,
  objectives,
}: Deps['deployment']): readonly ProtectedStore[] {
  const held = (component: ProtectedStore['component'], stores: readonly { readonly id: string }[]) =>
    stores.map(({ id }) => ({
      id,
      component,
      rpoSeconds: objectives[component].rpo,
      rtoSeconds: objectives[component].rto,
    }));
  return [...held('database', [...databases, ...walArchives]), ...held('cache', caches)];
}

const heldBack = ({ pausedBy, openRun }: Role): boolean => pausedBy !== undefined || openRun !== undefined;

/** The other region answers by the same clock, from the same ledger: its answer is as good. */
function unlessWrittenJustNow(error: unknown): void {
  if (!(error instanceof LedgerBusy)) throw error;
}
