import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import type { Drawing } from '../../../lib/page/account';
import { html } from '../../../lib/page/markup';
import type { Moment, ReplicationSample } from '../../../rehearsal/course/course';
import { timeAxis, valueAxis } from './axis';
import { headOf, momentLines, placeMoments } from './moments';

const LEFT_PX = 34;
const PLOT_PX = 130;
const AXIS_PX = 22;
/** Looks are four a second; a line over a longer time than this would claim what nobody saw. */
const SILENT_AFTER_SECONDS = 1.5;

export interface Lag {
  readonly samples: readonly ReplicationSample[];
  readonly moments: readonly Moment[];
  /** Where the axis ends: that of the client's writes, so that the two are read one below the other. */
  readonly until: number;
}

/** How old the newest heartbeat was that the standby had replayed, and how far it was behind the client. */
export function lagChart({ samples, moments, until }: Lag, width: number): Drawing {
  const right = width - 12;
  const most = Math.max(...samples.flatMap((one) => [one.heartbeatAgeSeconds ?? 0, one.behindSeconds]), 0.5);
  const x = scaleLinear([0, until], [LEFT_PX, right]);
  const placed = placeMoments(moments, x, right);
  const top = headOf(placed);
  const plot = { left: LEFT_PX, right, top, bottom: top + PLOT_PX };
  const y = scaleLinear([0, most], [plot.bottom, plot.top]).nice(3);
  const pathOf = (value: (sample: ReplicationSample) => number | undefined) =>
    unbroken(samples)
      .map((part) =>
        line<ReplicationSample>()
          .defined((sample) => value(sample) !== undefined)
          .x((sample) => x(sample.at))
          .y((sample) => y(value(sample) ?? 0))
          .digits(1)(part),
      )
      .join('');
  return {
    height: plot.bottom + AXIS_PX,
    content: html`${timeAxis(x, plot)}${valueAxis(y, plot, ' s')}<path class="line heartbeat" d="${pathOf((one) => one.heartbeatAgeSeconds)}"/><path class="line behind" d="${pathOf((one) => one.behindSeconds)}"/>${momentLines(placed, plot)}`,
  };
}

/** Stretches in which one region's standby was looked at all along. */
function unbroken(samples: readonly ReplicationSample[]): readonly (readonly ReplicationSample[])[] {
  const parts: ReplicationSample[][] = [];
  for (const sample of samples.toSorted((a, b) => a.region.localeCompare(b.region) || a.at - b.at)) {
    const last = parts.at(-1)?.at(-1);
    const goesOn = last?.region === sample.region && sample.at - last.at <= SILENT_AFTER_SECONDS;
    if (goesOn) parts.at(-1)?.push(sample);
    else parts.push([sample]);
  }
  return parts;
}
