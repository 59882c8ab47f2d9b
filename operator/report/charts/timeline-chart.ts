import { scaleLinear } from 'd3-scale';
import type { Drawing } from '../../../lib/page/account';
import { html, type Markup } from '../../../lib/page/markup';
import type { Moment, Span } from '../../../rehearsal/course/course';
import { at, timeAxis } from './axis';
import { fitting } from './fitting';
import { headOf, momentLines, placeMoments } from './moments';

/** How a bar looks: full, thin, or an outline alone. Told apart by shape before colour. */
export type Look = 'done' | 'run' | 'up' | 'down' | 'unknown' | 'first' | 'second';

export interface Bar extends Span {
  readonly look: Look;
}

export interface Lane {
  readonly name: string;
  readonly bars: readonly Bar[];
}

export interface LaneGroup {
  readonly title: string;
  readonly lanes: readonly Lane[];
}

export interface Timeline {
  readonly groups: readonly LaneGroup[];
  readonly moments: readonly Moment[];
}

const TITLE_PX = 24;
const LANE_PX = 29;
const AXIS_PX = 22;
const HEIGHTS: Readonly<Record<Look, number>> = {
  done: 9,
  run: 9,
  up: 3,
  down: 11,
  unknown: 8,
  first: 9,
  second: 9,
};
/** What lasted for no time that one could see is still drawn. */
const LEAST_PX = 2.5;

interface Across {
  readonly x: (value: number) => number;
  readonly width: number;
}

/** Everything that went on, one lane each with its name above it, on one axis of time. */
export function timelineChart({ groups, moments }: Timeline, width: number): Drawing {
  const bars = groups.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.bars));
  const from = Math.min(0, ...bars.map((bar) => bar.from));
  const to = Math.max(...bars.map((bar) => bar.to), from + 1);
  const x = scaleLinear([from, to], [8, width - 12]);
  const placed = placeMoments(moments, x, width - 12);
  const top = headOf(placed);
  let y = top;
  const drawn = groups.map(({ title, lanes }) => {
    const above = y;
    y += TITLE_PX + lanes.length * LANE_PX;
    return html`<text class="group" x="0" y="${above + 15}">${title}</text>${lanes.map((lane, index) =>
      laneAt(lane, above + TITLE_PX + index * LANE_PX, { x, width }),
    )}`;
  });
  const plot = { left: 8, right: width - 12, top, bottom: y };
  return {
    height: y + AXIS_PX,
    content: html`${timeAxis(x, plot)}${momentLines(placed, plot)}${drawn}`,
  };
}

function laneAt({ name, bars }: Lane, top: number, { x, width }: Across): Markup {
  return html`<text class="lane" x="0" y="${top + 10}">${fitting(name, width)}</text>${bars.map(
    ({ from, to, look }) => {
      const height = HEIGHTS[look];
      const length = Math.max(x(to) - x(from), LEAST_PX);
      return html`<rect class="${look}" x="${at(x(from))}" y="${top + 20 - height / 2}" width="${at(length)}" height="${height}"/>`;
    },
  )}`;
}
