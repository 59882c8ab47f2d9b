import {
  evidenceObjections,
  type FailoverRules,
  holdObjections,
  ledgerObjections,
  modeObjections,
} from './failover-objections';
import { fitnessObjections, lossObjections } from './fitness-objections';
import type { Objection, ObjectionKind } from './objection';
import type { Situation } from './situation';

/** The sentence that says why not to fail over, or nothing: then the region is to be failed over. */
export function failoverBlockedBecause(
  situation: Situation,
  rules: FailoverRules,
  approvedBy?: string,
): string | undefined {
  const standing = standingObjections(situation, rules, approvedBy);
  return standing.length === 0 ? undefined : standing.map(({ because }) => because).join('; ');
}

/** What stands against tearing the role away from a primary that lives, and not against handing it over. */
const MET_BY_SWITCHOVER: readonly ObjectionKind[] = ['replicates', 'replay-behind', 'abandoned-before'];

/**
 * Whether a switchover is what the situation asks for: clients cannot use the region, yet its database lives and replicates,
 * so its role can be handed over without a loss. A switchover waits for replay, so replay that is behind does not stand in
 * its way, nor does a failover that was abandoned; everything else that stands in the way of a failover does. Whether a
 * switchover was abandoned is for its own decision to see.
 */
export function asksForSwitchover(situation: Situation, rules: FailoverRules, approvedBy?: string): boolean {
  const standing = standingObjections(situation, rules, approvedBy).map(({ kind }) => kind);
  return standing.includes('replicates') && standing.every((kind) => MET_BY_SWITCHOVER.includes(kind));
}

/** What is left of the objections once a named person has lifted those that a person may lift. */
export const standingObjections = (
  situation: Situation,
  rules: FailoverRules,
  approvedBy?: string,
): readonly Objection[] =>
  objectionsToFailover(situation, rules).filter(({ approvable }) => !(approvable && approvedBy));

/** Every reason against an unplanned failover, most fundamental first. */
export function objectionsToFailover(situation: Situation, rules: FailoverRules): readonly Objection[] {
  return [
    ...ledgerObjections(situation, rules, 'failover'),
    ...evidenceObjections(situation, rules),
    ...holdObjections(situation, rules),
    ...fitnessObjections(situation),
    ...lossObjections(situation, rules),
    ...modeObjections(rules),
  ];
}
