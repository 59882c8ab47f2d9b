import { scaleLinear } from 'd3-scale';
import { area, curveStepAfter } from 'd3-shape';
import type { Drawing } from '../../../lib/page/account';
import { html } from '../../../lib/page/markup';
import { inSeconds } from '../../../lib/page/words';
import type { Moment, Span, WriteCourse } from '../../../rehearsal/course/course';
import { at, timeAxis, valueAxis } from './axis';
import { headOf, momentLines, placeMoments } from './moments';

const LEFT_PX = 30;
const PLOT_PX = 130;
const AXIS_PX = 22;
const ROOM_FOR_WORDS_PX = 150;
const LOOKS = ['first', 'second'] as const;

/** Acknowledged writes per second, each region with a filling of its own, and the longest time without any. */
export function writesChart(
  { slotSeconds, regions, longestGap }: WriteCourse,
  moments: readonly Moment[],
  width: number,
): Drawing {
  const slots = Math.max(...regions.map(({ counts }) => counts.length), 1);
  const most = Math.max(...regions.flatMap(({ counts }) => counts), 1) / slotSeconds;
  const right = width - 12;
  const x = scaleLinear([0, slots * slotSeconds], [LEFT_PX, right]);
  const placed = placeMoments(moments, x, right);
  const top = headOf(placed);
  const plot = { left: LEFT_PX, right, top, bottom: top + PLOT_PX };
  const y = scaleLinear([0, most], [plot.bottom, plot.top]).nice(3);
  const shape = area<[slot: number, count: number]>()
    .x(([slot]) => x(outOf(longestGap, slot * slotSeconds, slotSeconds)))
    .y0(plot.bottom)
    .y1(([, count]) => y(count / slotSeconds))
    .curve(curveStepAfter)
    .digits(1);
  const gap = longestGap && { from: at(x(longestGap.from)), to: at(x(longestGap.to)) };
  const note = longestGap && inSeconds(longestGap.to - longestGap.from);
  const roomy = gap && gap.to - gap.from > ROOM_FOR_WORDS_PX;
  return {
    height: plot.bottom + AXIS_PX,
    content: html`${
      gap &&
      html`<rect class="gap" x="${gap.from}" y="${plot.top}" width="${at(Math.max(gap.to - gap.from, 1))}" height="${PLOT_PX}"/>`
    }${timeAxis(x, plot)}${valueAxis(y, plot, '')}${regions.map(
      ({ counts }, index) =>
        html`<path class="${LOOKS[index] ?? 'second'}" d="${shape(written(counts)) ?? ''}"/>`,
    )}${momentLines(placed, plot)}${
      gap &&
      html`<path class="span" d="M${gap.from} ${plot.top + 24}H${gap.to}m0 -4v8M${gap.from} ${plot.top + 20}v8"/><text class="note" x="${at((gap.from + gap.to) / 2)}" y="${plot.top + 17}" text-anchor="middle">${note}${roomy ? ' without a write' : ''}</text>`
    }`,
  };
}

/** From the first slot with a write to the end of the last one: before and after it there is nothing to draw. */
function written(counts: readonly number[]): [slot: number, count: number][] {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const slots = counts.slice(first, last + 1).map((count, index): [number, number] => [first + index, count]);
  return [...slots, [last + 1, counts[last] ?? 0]];
}

/** A slot that a gap begins or ends in is drawn no further than the gap: nothing was acknowledged there. */
function outOf(gap: Span | undefined, moment: number, slotSeconds: number): number {
  if (!gap || moment <= gap.from || moment >= gap.to) return moment;
  if (moment - gap.from <= slotSeconds) return gap.from;
  return gap.to - moment <= slotSeconds ? gap.to : moment;
}
