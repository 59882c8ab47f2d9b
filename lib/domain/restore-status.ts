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

/** With this `serve-archive.sh` ends when the WAL ended before the moment that it was to be replayed to. */
export const ENDED_BEFORE_MOMENT = 70;

/**
 * A container that was to serve what it restored, and ended: on what it was given, unless by a signal or because its time
 * was up, or it was asked for a moment later than the last commit that it was given. The one before it, which fetches, may end for want of a permission or an answer.
 */
const SERVER_ENDED = new RegExp(
  `\\bserve-(dump|archive) ended with (?!(124|137|143|${ENDED_BEFORE_MOMENT})\\b)\\d`,
);
const MOMENT_NOT_REACHED = new RegExp(`\\bserve-archive ended with ${ENDED_BEFORE_MOMENT}\\b`);

/** Whether a restore that is hopeless was so because of its recovery point. */
export const speaksAgainstPoint = (status: string, hopelessBecause: string): boolean =>
  POINT_IS_NO_GOOD.has(status) || SERVER_ENDED.test(hopelessBecause);

/** Why a restore is hopeless, for a person: what a container's number means is said with it. */
export const hopelessInWords = (hopelessBecause: string): string =>
  MOMENT_NOT_REACHED.test(hopelessBecause)
    ? `${hopelessBecause}: recovery ended before the moment asked for, as no commit in the archive is as late, or at damaged ` +
      'WAL; ask for an earlier moment, or for latest'
    : hopelessBecause;
