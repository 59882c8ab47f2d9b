import { html, type Markup } from '../../../lib/page/markup';

export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a d3 scale is asked here. */
export interface Scale {
  (value: number): number;
  ticks(count: number): number[];
}

const TICK_EVERY_PX = 80;

/** Vertical lines with the time below them. */
export function timeAxis(x: Scale, { left, right, top, bottom }: Plot): Markup {
  const ticks = x.ticks(Math.max(2, Math.floor((right - left) / TICK_EVERY_PX)));
  return html`<g class="axis">${ticks.map(
    (tick) => html`<line x1="${at(x(tick))}" x2="${at(x(tick))}" y1="${top}" y2="${bottom}"/>`,
  )}${ticks.map(
    (tick) => html`<text x="${at(x(tick))}" y="${bottom + 15}" text-anchor="middle">${tick} s</text>`,
  )}</g>`;
}

/** Horizontal lines with the value at their left. */
export const valueAxis = (y: Scale, { left, right }: Plot, unit: string): Markup =>
  html`<g class="axis">${y
    .ticks(3)
    .map(
      (tick) =>
        html`<line x1="${left}" x2="${right}" y1="${at(y(tick))}" y2="${at(y(tick))}"/><text x="${left - 5}" y="${at(y(tick) + 4)}" text-anchor="end">${tick}${unit}</text>`,
    )}</g>`;

/** A tenth of a pixel is as fine as anybody sees, and keeps the file small. */
export const at = (pixels: number): number => Math.round(pixels * 10) / 10;
