import { durationInWords } from '../domain/duration-in-words';
import { type Instant, secondsBetween } from '../domain/instant';
import type { PointSummary } from './point-summary';

export const pointTone = ({ disproven, lastProvenAt }: PointSummary): 'bad' | 'good' | 'unknown' =>
  disproven.length > 0 ? 'bad' : lastProvenAt ? 'good' : 'unknown';

/** Recovery points of one kind: how new, and how long ago one of them was proven. */
export function pointInWords(
  { kind, region, count, newest, lastProvenAt, disproven }: PointSummary,
  at: Instant,
): string {
  const ago = (moment: Instant) => `${durationInWords(Math.max(0, secondsBetween(moment, at)))} ago`;
  const several = count > 1 ? `${count} ` : '';
  const to = newest ? `to ${ago(newest)}` : 'to no moment';
  // A replica is promoted, and no drill proves it.
  const proven = lastProvenAt ? `proven ${ago(lastProvenAt)}` : 'never proven';
  const known = kind === 'live-replica' ? '' : `, ${proven}`;
  const bad = disproven.length > 0 ? `, ${disproven.length} DISPROVEN` : '';
  return `${several}${kind} in ${region} ${to}${known}${bad}`;
}
