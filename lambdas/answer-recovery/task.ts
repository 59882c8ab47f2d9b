import type { Ledger } from '../../lib/aws/ledger';
import { figuresOf } from '../../lib/domain/answer-figures';
import { LedgerBusy } from '../../lib/domain/errors';
import type { Instant } from '../../lib/domain/instant';
import { type RecoveryAnswer, recoveryAnswer } from '../../lib/domain/recovery-answer';
import type { ProtectedStore } from '../../lib/domain/recovery-verdicts';
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
 * a newer one. When the ledger gives no answer it fails, which is told, and the last answer grows old.
 *
 * The answer is one for both regions, so only the plan's recovery region makes figures of it, and each only when there is something to
 * tell: a figure is paid for by the hours in which it is sent. Is that region lost, the other one's watch over schedules tells so, and
 * what would be missed is then the lesser news.
 */
export const answerRecovery =
  ({ deployment, region, ledger, measure, now }: Deps) =>
  async (): Promise<RecoveryAnswer> => {
    const [role, points] = [await ledger.role(), await ledger.recoveryPoints()];
    const answer = recoveryAnswer(storesOf(deployment), points, {
      now: now(),
      activeRegion: role.activeRegion,
      otherRegion: otherRegion(deployment, role.activeRegion),
      activeSince: role.lastChange?.at,
    });
    if (region === deployment.regions.recovery) {
      const { missed, unknown, unproven } = figuresOf(answer);
      const figures = { RecoveryMissed: missed, RecoveryUnknown: unknown, RecoveryUnproven: unproven };
      for (const [name, count] of Object.entries(figures)) if (count > 0) measure(name, count, 'Count');
    }
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

/** The other region answers by the same clock, from the same ledger: its answer is as good. */
function unlessWrittenJustNow(error: unknown): void {
  if (!(error instanceof LedgerBusy)) throw error;
}
