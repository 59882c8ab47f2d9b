import {
  evidenceObjections,
  type FailoverRules,
  fitnessObjections,
  ledgerObjections,
  lossObjections,
  modeObjections,
  type Objection,
} from './failover-objections';
import type { Situation } from './situation';

/** The sentence that says why not to fail over, or nothing: then the region is to be failed over. */
export function failoverBlockedBecause(
  situation: Situation,
  rules: FailoverRules,
  approvedBy?: string,
): string | undefined {
  const standing = objectionsToFailover(situation, rules).filter(
    (objection) => !(objection.approvable && approvedBy),
  );
  if (standing.length === 0) return undefined;
  return standing.map((objection) => objection.because).join('; ');
}

/** Every reason against an unplanned failover, most fundamental first. */
export function objectionsToFailover(situation: Situation, rules: FailoverRules): readonly Objection[] {
  return [
    ...ledgerObjections(situation, rules),
    ...evidenceObjections(situation, rules),
    ...fitnessObjections(situation),
    ...lossObjections(situation, rules),
    ...modeObjections(rules),
  ];
}
