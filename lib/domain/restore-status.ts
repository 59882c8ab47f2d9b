/**
 * Statuses in which AWS gives a restore up because of what it was to be restored from. Others that it does not leave either, such
 * as `insufficient-capacity` or `incompatible-network`, say nothing about the recovery point.
 */
const POINT_IS_NO_GOOD = new Set([
  'failed',
  'restore-error',
  'restore-failed',
  'create-failed',
  'incompatible-restore',
]);

/**
 * A container that was to serve what it restored, and ended: on what it was given, unless by a signal or because its time
 * was up. The one before it, which fetches, may end for want of a permission or an answer.
 */
const SERVER_ENDED = /\bserve-(dump|archive) ended with (?!(124|137|143)\b)\d/;

/** Whether a restore that is hopeless was so because of its recovery point. */
export const speaksAgainstPoint = (status: string, hopelessBecause: string): boolean =>
  POINT_IS_NO_GOOD.has(status) || SERVER_ENDED.test(hopelessBecause);
