import { durationInWords } from '../../lib/domain/duration-in-words';
import { type Instant, secondsBetween } from '../../lib/domain/instant';
import type { Ran } from '../../lib/status/ran';
import { paint, type Screen } from '../command/screen';
import { wrapped } from '../text';
import { outcomeStyle } from './styles';

const INDENT = '  ';

/** Each run on a line of its own, and why it ended so where it did not end well. */
export function ranLines(runs: readonly Ran[], at: Instant, screen: Screen): readonly string[] {
  if (runs.length === 0) return [`${INDENT}none is recorded`];
  return runs.flatMap(({ id, workflow, at: began, where, outcome, because }) => {
    const ago = began ? `${durationInWords(Math.max(0, secondsBetween(began, at)))} ago` : 'unknown';
    const style = outcomeStyle(outcome);
    const head = `${ago.padEnd(12)}${workflow.padEnd(11)}${outcome.padEnd(11)}`;
    const lines = wrapped(`${head}${id}, ${where}`, screen.columns - INDENT.length);
    const reason = because === undefined || style === 'green' ? [] : wrapped(because, screen.columns - 14);
    return [
      ...lines.map((line) => `${INDENT}${line}`.replace(outcome, paint(screen, style, outcome))),
      ...reason.map((line) => `${' '.repeat(14)}${line}`),
    ];
  });
}

/** A run on one line, whatever of it fits. */
export function ranInBrief(
  { id, workflow, at: began, outcome, because }: Ran,
  at: Instant,
  columns: number,
): { readonly text: string; readonly style: ReturnType<typeof outcomeStyle> } {
  const ago = began ? `${durationInWords(Math.max(0, secondsBetween(began, at)))} ago` : 'at an unknown time';
  const style = outcomeStyle(outcome);
  const why = because === undefined || style === 'green' ? '' : `: ${because}`;
  const text = `${ago} ${workflow} ${id} ${outcome}${why}`;
  return { text: text.length > columns ? `${text.slice(0, columns - 1)}…` : text, style };
}
