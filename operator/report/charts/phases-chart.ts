import { scaleLinear } from 'd3-scale';
import { secondsBetween } from '../../../lib/domain/instant';
import type { Phase } from '../../../lib/domain/run';
import type { Drawing } from '../../../lib/page/account';
import { html } from '../../../lib/page/markup';
import { inSeconds } from '../../../lib/page/words';
import { at, timeAxis } from './axis';

const ROW_PX = 26;
const NAME_PX = 62;
const VALUE_PX = 62;
const AXIS_PX = 22;

/** Phases as steps of a stair, from the start of the first one. */
export function phasesChart(phases: readonly Phase[], width: number): Drawing {
  const [first] = phases;
  const start = first?.startedAt ?? '';
  const span = (phase: Phase) => {
    const from = secondsBetween(start, phase.startedAt);
    return { from, to: from + phase.seconds };
  };
  const end = Math.max(...phases.map((phase) => span(phase).to), 0.001);
  const plot = { left: NAME_PX, right: width - VALUE_PX, top: 4, bottom: phases.length * ROW_PX };
  const x = scaleLinear([0, end], [plot.left, plot.right]);
  return {
    height: plot.bottom + AXIS_PX,
    content: html`${timeAxis(x, plot)}${phases.map((phase, index) => {
      const { from, to } = span(phase);
      const top = index * ROW_PX;
      const length = at(Math.max(x(to) - x(from), 2));
      return html`<text class="lane" x="0" y="${top + 18}">${phase.name}</text><rect class="run" x="${at(x(from))}" y="${top + 8}" width="${length}" height="12"/><text class="value" x="${at(x(from)) + length + 5}" y="${top + 18}">${inSeconds(phase.seconds)}</text>`;
    })}`,
  };
}
