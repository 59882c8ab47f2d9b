import { html, type Markup } from '../../../lib/page/markup';
import type { Moment } from '../../../rehearsal/course/course';
import { at, type Plot } from './axis';

const CHARACTER_PX = 6.8;
const LINE_PX = 14;

interface Placed {
  readonly what: string;
  readonly x: number;
  readonly textAt: number;
  readonly level: number;
}

/** Where the names of moments go: those that would lie on each other, on lines of their own. */
export function placeMoments(
  moments: readonly Moment[],
  x: (value: number) => number,
  right: number,
): readonly Placed[] {
  const ends: number[] = [];
  return moments
    .toSorted((a, b) => a.at - b.at)
    .map(({ at: moment, what }) => {
      const length = what.length * CHARACTER_PX;
      const textAt = Math.min(x(moment) + 3, right - length);
      const free = ends.findIndex((end) => end < textAt);
      const level = free === -1 ? ends.length : free;
      ends[level] = textAt + length + CHARACTER_PX;
      return { what, x: at(x(moment)), textAt: at(textAt), level };
    });
}

/** What the names need above the plot. */
export const headOf = (placed: readonly Placed[]): number =>
  LINE_PX * Math.max(...placed.map(({ level }) => level + 1), 0) + 8;

/** Moments as lines across the plot, named above it. */
export const momentLines = (placed: readonly Placed[], { top, bottom }: Plot): Markup =>
  html`<g class="moments">${placed.map(({ what, x, textAt, level }) => {
    const y = top - 6 - level * LINE_PX;
    return html`<line x1="${x}" x2="${x}" y1="${y - 9}" y2="${bottom}"/><text x="${textAt}" y="${y}">${what}</text>`;
  })}</g>`;
