import type { Gap } from './archived-runs';
import type { Coverage, Hole } from './coverage';

/** The answer that a person reads: from where to where, except which holes. */
export function coverageInWords({ timeline, windows, holes, backups }: Coverage): string {
  const oldest = windows.at(0);
  const newest = windows.at(-1);
  if (!oldest || !newest) return `nothing is recoverable on timeline ${timeline}: ${whyNothing(backups)}`;
  const span = `${place(oldest.from, oldest.fromAt)} to ${place(newest.to, newest.toAt)}`;
  const inner = holes.slice(0, windows.length - 1).map(exception);
  const beyond = holes.slice(windows.length - 1).map((hole) => `; nothing newer: missing ${missing(hole)}`);
  const except = inner.length === 0 ? '' : `, except ${inner.join(', and ')}`;
  return `recoverable on timeline ${timeline} from ${span}${except}${beyond.join('')}`;
}

/** One hole as a sentence of its own. */
export const holeInWords = (hole: Hole): string =>
  `nothing from ${place(hole.from, hole.fromAt)} to ${place(hole.to, hole.toAt)} can be recovered: missing ${missing(hole)}`;

const exception = (hole: Hole): string =>
  `${place(hole.from, hole.fromAt)} to ${place(hole.to, hole.toAt)} (missing ${missing(hole)})`;

const missing = (hole: Hole): string => hole.missing.map(gapInWords).join(', ');

export const gapInWords = ({ firstName, lastName, count }: Gap): string =>
  count === 1 ? firstName : `${firstName} to ${lastName}, ${count} segments`;

const place = (lsn: string, at: string | undefined): string => (at ? `${at} (${lsn})` : lsn);

function whyNothing(backups: Coverage['backups']): string {
  const reasons = backups.flatMap((each) =>
    each.outcome === 'covers' ? [] : [`base backup "${each.backup.label}": ${each.because}`],
  );
  return reasons.length === 0 ? 'no base backup is known' : reasons.join('; ');
}
