import type { Instant } from '../instant';
import type { ArchiveCheckpoint } from './archive-checkpoint';
import type { Sample } from './archive-findings';
import { findingsOf, gapsIn } from './archive-scan';
import { gapInWords } from './coverage-in-words';

/** What a person reads about an archive: by count, with some examples. */
export interface ArchiveReport {
  readonly archive: string;
  readonly region: string;
  readonly checkedAt: Instant;
  readonly walkedAt: Instant;
  /** Set when this check walked through all of it. */
  readonly wholeWalkBecause?: string | undefined;
  readonly coverage: string;
  /** Missing between the first and the last segment of a timeline, whether a recovery needs it or not. */
  readonly gaps: Sample;
  readonly truncated: Sample;
  readonly duplicates: Sample;
  readonly partials: Sample;
  readonly foreign: Sample;
  /** Base backups that nothing can be recovered from, and why. */
  readonly unusable: Sample;
}

/** As many as fit on a screen; the newest, which matter most. */
const EXAMPLES = 20;

export function archiveReport(
  about: Pick<ArchiveReport, 'archive' | 'region' | 'checkedAt' | 'wholeWalkBecause'>,
  { scan, walkedAt }: ArchiveCheckpoint,
  coverage: { readonly inWords: string; readonly unusable: readonly string[] },
): ArchiveReport {
  const { truncated, duplicates, partials, foreign } = findingsOf(scan);
  return {
    ...about,
    walkedAt,
    coverage: coverage.inWords,
    gaps: newest(gapsIn(scan).map(gapInWords)),
    truncated,
    duplicates,
    partials,
    foreign,
    unusable: newest(coverage.unusable),
  };
}

const newest = (all: readonly string[]): Sample => ({ count: all.length, examples: all.slice(-EXAMPLES) });
