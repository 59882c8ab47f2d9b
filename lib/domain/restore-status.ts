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

/** With this `serve-dump.sh` ends when the dump names a role or an extension that its image lacks, or finds no room. */
export const LACKED_SOMETHING = 71;

/**
 * A container that was to serve what it restored, and ended: on what it was given, unless by a signal or because its time
 * was up, it was asked for a moment later than the last commit that it was given, or it lacked something itself. The one
 * before it, which fetches, may end for want of a permission or an answer.
 */
const SERVER_ENDED = new RegExp(
  `\\bserve-(dump|archive) ended with (?!(124|137|143|${ENDED_BEFORE_MOMENT}|${LACKED_SOMETHING})\\b)\\d`,
);
const LACKED = new RegExp(`\\bserve-dump ended with ${LACKED_SOMETHING}\\b`);
const MOMENT_NOT_REACHED = new RegExp(`\\bserve-archive ended with ${ENDED_BEFORE_MOMENT}\\b`);

/** Whether a restore that is hopeless was so because of its recovery point. */
export const speaksAgainstPoint = (status: string, hopelessBecause: string): boolean =>
  POINT_IS_NO_GOOD.has(status) || SERVER_ENDED.test(hopelessBecause);

/** Why a restore is hopeless, for a person: what a container's number means is said with it. */
export function hopelessInWords(hopelessBecause: string): string {
  if (MOMENT_NOT_REACHED.test(hopelessBecause)) {
    return (
      `${hopelessBecause}: recovery ended before the moment asked for, as no commit in the archive is as late, or at damaged ` +
      'WAL; ask for an earlier moment, or for latest'
    );
  }
  if (LACKED.test(hopelessBecause)) {
    return `${hopelessBecause}: the dump names a role or an extension that the stock image lacks, or there was no room; its log says which`;
  }
  return hopelessBecause;
}
