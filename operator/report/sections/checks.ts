import type { Section } from '../../../lib/page/account';
import type { Check } from '../../../rehearsal/report';

const TONES = { held: 'good', failed: 'bad', 'not rehearsed': 'unknown' } as const;

export const checksSection = (checks: readonly Check[]): Section => ({
  title: 'Checks',
  blocks: [
    {
      table: {
        caption: 'What was looked at, and what was found',
        head: ['outcome', 'what', 'found'],
        rows: checks.map(({ title, outcome, found }) => [
          { text: outcome, tone: TONES[outcome] },
          title,
          found,
        ]),
        none: 'Nothing was looked at.',
      },
    },
  ],
});

/** How many held, and how many nobody could look at: those did not fail. */
export function heldInWords(checks: readonly Check[]): string {
  const count = (outcome: Check['outcome']) => checks.filter((check) => check.outcome === outcome).length;
  const left = count('not rehearsed');
  return `${count('held')} of ${checks.length} checks held${left > 0 ? `, ${left} not rehearsed` : ''}`;
}
