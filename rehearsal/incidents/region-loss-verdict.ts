import type { Judgement } from '../../lib/domain/objectives';
import type { RunOutcome } from '../../lib/domain/run';

interface Came {
  readonly outcome: RunOutcome;
  /** Whether the old primary took no write of a client beside the promoted side, nor after its return. */
  readonly closed: boolean;
  /** The run's own judgements. */
  readonly ofRun: readonly Judgement[];
  /** The same objectives, held against what the client saw. */
  readonly ofClient: readonly Judgement[];
}

/**
 * In a rehearsal the client's count is the truth. A run that could not fence the old side does not know what it lost, and says
 * so; that is no miss as long as the client saw its objectives met. What a client did not see is never met.
 */
export function regionLossVerdict({ outcome, closed, ofRun, ofClient }: Came): 'met' | 'missed' {
  const missed = ofRun.some(({ judged }) => judged === 'missed');
  const seen = ofClient.length > 0 && ofClient.every(({ judged }) => judged === 'met');
  return outcome === 'done' && closed && !missed && seen ? 'met' : 'missed';
}
