import { asksForSwitchover, standingObjections } from './failover-decision';
import type { FailoverRules } from './failover-objections';
import type { Situation } from './situation';

/**
 * What comes of a judgement: `act` fails over, `switchover` hands the role over, `ask` waits for a person's word,
 * `refuse` changes nothing.
 */
export type FailoverOutcome = 'act' | 'switchover' | 'ask' | 'refuse';

/** A person is asked only when their word would be enough. Mode `off` asks nobody: who wants a failover starts it by name. */
export function failoverOutcome(
  situation: Situation,
  rules: FailoverRules,
  approvedBy?: string,
): FailoverOutcome {
  const undertaken = undertakenUnless(situation, rules, approvedBy);
  if (undertaken) return undertaken;
  return rules.mode === 'approval' && undertakenOnceApproved(situation, rules) ? 'ask' : 'refuse';
}

/** What would be done if a named person lifted what a person may lift; nothing where that is not enough. */
export const undertakenOnceApproved = (
  situation: Situation,
  rules: FailoverRules,
): 'act' | 'switchover' | undefined => undertakenUnless(situation, rules, 'a person');

function undertakenUnless(
  situation: Situation,
  rules: FailoverRules,
  approvedBy: string | undefined,
): 'act' | 'switchover' | undefined {
  if (standingObjections(situation, rules, approvedBy).length === 0) return 'act';
  return asksForSwitchover(situation, rules, approvedBy) ? 'switchover' : undefined;
}
