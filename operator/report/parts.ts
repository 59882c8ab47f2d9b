import { secondsBetween } from '../../lib/domain/instant';
import type { Run } from '../../lib/domain/run';
import type { Section } from '../../lib/page/account';
import { inSeconds, inUtc } from '../../lib/page/words';
import { withoutLeaps } from '../../rehearsal/course/leaps';
import type { CountedLoss } from '../../rehearsal/incidents/counted-loss';
import type { Report } from '../../rehearsal/report';
import { runSpans, timelineSection } from './sections/timeline';

/* What accounts of rehearsals share. */

/** When, for how long, and how much faster than on AWS. */
export const conditionsOf = ({ startedAt, seconds, waitCompression, regions }: Report): string =>
  `Rehearsed on ${inUtc(startedAt)} on one machine, in ${inSeconds(seconds)}, with waits ${waitCompression} times shorter than on AWS. ` +
  `Primary region ${regions.primary}, recovery region ${regions.recovery}, witness region ${regions.witness}.`;

export function timelineOf({ course, startedAt }: Report, runs: readonly Run[]): Section {
  const since = (instant: string) => withoutLeaps(secondsBetween(startedAt, instant), course.leaps);
  return timelineSection(course, runSpans(runs, since));
}

/** What nobody may read as passed: what the run could not know, and what no rehearsal shows. */
export const unknownSection = (
  unknown: readonly string[],
  notRehearsed: readonly string[],
  heading = 'Not known to the runs themselves',
): Section => ({
  title: 'Not known, not rehearsed',
  blocks: [
    { title: heading },
    { items: unknown, none: 'Nothing of what is asked above.' },
    { title: 'Not rehearsed, so never to be read as passed' },
    { items: notRehearsed, none: 'Nothing is known to be left out.' },
  ],
});

export const lossInWords = (store: string, { acknowledged, lost, longestGapSeconds }: CountedLoss): string =>
  `${store}: ${lost} of ${acknowledged} acknowledged writes lost; none was acknowledged for ${inSeconds(longestGapSeconds)} at most`;
