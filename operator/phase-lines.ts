import type { Phase } from '../lib/domain/run';

const BAR_WIDTH = 30;

/** How long each phase of a run took, and how it compares with the longest. */
export function phaseLines(phases: readonly Phase[]): readonly string[] {
  const longest = Math.max(...phases.map(({ seconds }) => seconds));
  return phases.map(({ name, seconds }) => {
    const bar = '█'.repeat(Math.round((seconds / longest) * BAR_WIDTH));
    return `${name.padEnd(9)}${seconds.toFixed(3).padStart(7)} s  ${bar}`.trimEnd();
  });
}
