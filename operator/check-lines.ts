import { styleText } from 'node:util';
import type { Check } from '../rehearsal/report';
import { wrapped } from './text';

const COLOURS = { held: 'green', failed: 'red', 'not rehearsed': 'yellow' } as const;

/** What was looked at, and what was found. */
export function checkLines({ title, outcome, found }: Check): readonly string[] {
  const [first = '', ...more] = wrapped(`${title}: ${found}`, 62);
  return [`${styleText(COLOURS[outcome], outcome.padEnd(14))}${first}`, ...more.map((line) => `  ${line}`)];
}
