import type { Situation } from './situation';
import { objectionsToSwitchover, type SwitchoverRules } from './switchover-objections';

/**
 * The sentence that says why not to switch over, or nothing. The plan's mode is not asked: a switchover is always somebody's
 * wish, a person's or that of a failover that found the primary alive.
 */
export function switchoverBlockedBecause(
  situation: Situation,
  rules: SwitchoverRules,
  approvedBy?: string,
): string | undefined {
  const standing = objectionsToSwitchover(situation, rules).filter(
    ({ approvable }) => !(approvable && approvedBy),
  );
  return standing.length === 0 ? undefined : standing.map(({ because }) => because).join('; ');
}
