import { scaleSymlog } from 'd3-scale';
import type { Drawing, Tone } from '../../../lib/page/account';
import { html, type Markup } from '../../../lib/page/markup';
import { asObjective, inSeconds } from '../../../lib/page/words';
import { at } from './axis';
import { fitting } from './fitting';

export interface Measure {
  readonly name: string;
  /** Missing: not known. */
  readonly seconds?: number | undefined;
  /** The objective that it is held against, where there is one. */
  readonly objectiveSeconds?: number | undefined;
  readonly tone: Tone;
}

const ROW_PX = 44;
/** Where name and value do not fit side by side, the value has a line of its own. */
const NARROW = { below: 500, linePx: 16 } as const;
const AXIS_PX = 24;
/** Within it the scale is straight, so that a loss of nothing has a place, too. */
const STRAIGHT_BELOW_SECONDS = 1;
const TICKS = [0, 1, 10, 60, 300, 900, 3600, 14_400];
const TICK_NAMES = ['0', '1 s', '10 s', '1 min', '5 min', '15 min', '1 h', '4 h'];

/** What was measured as a bar, and the objective as a mark that it must not pass. Logarithmic, so that both are to be seen. */
export function measuresChart(measures: readonly Measure[], width: number): Drawing {
  const most = Math.max(
    ...measures.flatMap(({ seconds = 0, objectiveSeconds = 0 }) => [seconds, objectiveSeconds]),
    1,
  );
  const x = scaleSymlog([0, most * 1.4], [0, width - 8]).constant(STRAIGHT_BELOW_SECONDS);
  const line = width < NARROW.below ? NARROW.linePx : 0;
  const rowPx = ROW_PX + line;
  const bottom = measures.length * rowPx;
  const ticks = TICKS.flatMap((seconds, index) =>
    seconds <= most * 1.2 ? [{ x: at(x(seconds)), name: TICK_NAMES[index] ?? '' }] : [],
  );
  return {
    height: bottom + AXIS_PX,
    content: html`<g class="axis">${ticks.map(
      (tick, index) =>
        html`<line x1="${tick.x}" x2="${tick.x}" y1="0" y2="${bottom}"/><text x="${tick.x}" y="${bottom + 16}" text-anchor="${index === 0 ? 'start' : 'middle'}">${tick.name}</text>`,
    )}</g>${measures.map((measure, index) => row(measure, { top: index * rowPx, line, x, width }))}`,
  };
}

interface Place {
  readonly top: number;
  /** What the value is below the name. */
  readonly line: number;
  readonly x: (value: number) => number;
  readonly width: number;
}

function row(measure: Measure, { top, line, x, width }: Place): Markup {
  const { name, seconds, objectiveSeconds, tone } = measure;
  const mark = objectiveSeconds === undefined ? undefined : at(x(objectiveSeconds));
  const value = { x: line > 0 ? 0 : width - 8, anchor: line > 0 ? 'start' : 'end' };
  const bar =
    seconds === undefined
      ? html`<rect class="nothing" x="0.5" y="${top + line + 21.5}" width="${mark ?? width - 9}" height="11"/>`
      : html`<rect class="${tone}" x="0" y="${top + line + 21}" width="${Math.max(at(x(seconds)), 3)}" height="12"/>`;
  const objective =
    mark === undefined ? undefined : html`<path class="objective" d="M${mark} ${top + line + 18}v18"/>`;
  return html`<text class="name" x="0" y="${top + 15}">${fitting(name, width)}</text><text class="value" x="${value.x}" y="${top + line + 15}" text-anchor="${value.anchor}">${measureInWords(measure)}</text>${bar}${objective}`;
}

function measureInWords({ seconds, objectiveSeconds }: Measure): string {
  const measured = seconds === undefined ? 'not known' : inSeconds(seconds);
  if (objectiveSeconds === undefined) return measured;
  const objective = asObjective(objectiveSeconds);
  return seconds === undefined ? `${measured} (of ${objective})` : `${measured} of ${objective}`;
}
