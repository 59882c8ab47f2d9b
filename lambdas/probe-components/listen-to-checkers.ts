import type { Ledger } from '../../lib/aws/ledger';
import { type CheckerReport, probeByCheckers } from '../../lib/domain/checkers';
import { newestProbe } from '../../lib/domain/evidence';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { CHECKER_INTERVAL_SECONDS, checkersSpacing, type DetectionRules } from '../../lib/domain/verdict';
import { addToEvidence } from './add-to-evidence';

interface Deps {
  readonly ledger: Pick<Ledger, 'evidenceFrom' | 'writeEvidence'>;
  readonly rules: DetectionRules;
  readonly reports: () => Promise<readonly CheckerReport[]>;
  /** Told when Route 53 gave no answer. */
  readonly onSilence: (error: Error) => void;
  readonly now: () => Instant;
}

/** A round comes up to a second early, and shall not wait for the next one because of that. */
const ASKED_AGAIN_AFTER_SECONDS = CHECKER_INTERVAL_SECONDS - 1;

/**
 * Takes what Route 53's checkers say into the evidence, about every thirty seconds however often it is called: they look no
 * oftener, and Route 53's API allows an account five requests a second. Its not answering adds nothing, so that the
 * evidence gets old and with it unknown: its API stands in one region, which may be the one that is lost.
 */
export const listenToCheckers =
  ({ ledger, rules, reports, onSilence, now }: Deps) =>
  async (): Promise<void> => {
    const at = now();
    const last = newestProbe(await ledger.evidenceFrom('route53'));
    if (last && secondsBetween(last, at) < ASKED_AGAIN_AFTER_SECONDS) return;
    const answer = await reports().catch((error: Error) => {
      onSilence(error);
      return undefined;
    });
    if (!answer) return;
    const probes = [probeByCheckers(answer, at)];
    // They are listened to seldom enough.
    await addToEvidence(ledger, { from: 'route53', probes, spacing: checkersSpacing(rules), writtenFor: 0 });
  };
