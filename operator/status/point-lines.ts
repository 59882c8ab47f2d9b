import { durationInWords } from '../../lib/domain/duration-in-words';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import { labelled, type Screen } from '../command/screen';
import type { PointSummary } from './point-summary';

/** Recovery points by store, kind and region: how new, and how long ago one of them was proven. */
export function pointLines(points: readonly PointSummary[], at: Instant, screen: Screen): readonly string[] {
  if (points.length === 0) return labelled(screen, ['', 'none is recorded'], { width: 0, style: 'red' });
  return points.flatMap((point, index) => {
    const isFirst = points[index - 1]?.store !== point.store;
    const style = point.disproven.length > 0 ? 'red' : point.lastProvenAt ? 'green' : 'yellow';
    return labelled(screen, [isFirst ? point.store : '', pointInWords(point, at)], { style });
  });
}

function pointInWords(
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
