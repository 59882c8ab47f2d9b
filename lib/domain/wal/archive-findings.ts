import { ownCopy } from './own-copy';

/** A count, and the first few names to show for it. */
export interface Sample {
  readonly count: number;
  readonly examples: readonly string[];
}

/** What an archive holds besides one good object per segment. */
export interface Findings {
  /** Not WAL, or not of this segment size. */
  readonly foreign: Sample;
  /** Another object for a segment that is already there, such as a second compression. Harmless for a recovery. */
  readonly duplicates: Sample;
  /** Segments of the wrong size. PostgreSQL refuses them: they count as missing. */
  readonly truncated: Sample;
  /** The unfinished end of a timeline. A recovery does not ask for it: it counts as missing too. */
  readonly partials: Sample;
  /** Names of the backup history files, in order: one for each base backup taken from a primary. */
  readonly backups: readonly string[];
}

/** Enough to recognise what put them there; more would let a strange archive fill the memory. */
const EXAMPLES_KEPT = 10;

const NONE: Sample = { count: 0, examples: [] };
export const NO_FINDINGS: Findings = {
  foreign: NONE,
  duplicates: NONE,
  truncated: NONE,
  partials: NONE,
  backups: [],
};

const addedSample = (to: Sample, more: Sample): Sample => ({
  count: to.count + more.count,
  examples: [...to.examples, ...more.examples].slice(0, EXAMPLES_KEPT),
});

/** The findings of two stretches of an archive, one behind the other, as one. */
export const addedFindings = (to: Findings, more: Findings): Findings => ({
  foreign: addedSample(to.foreign, more.foreign),
  duplicates: addedSample(to.duplicates, more.duplicates),
  truncated: addedSample(to.truncated, more.truncated),
  partials: addedSample(to.partials, more.partials),
  backups: [...to.backups, ...more.backups],
});

/**
 * Counts names as they come by: a million of them cost a million additions and a few strings. What was noted is trailing
 * until it is settled, and settling, which an archive of duplicates asks for at every other name, is cheap.
 */
export function collector(settled: Findings) {
  const foreign = tally(settled.foreign);
  const duplicates = tally(settled.duplicates);
  const truncated = tally(settled.truncated);
  const partials = tally(settled.partials);
  const backups = { settled: [...settled.backups], trailing: [] as string[] };
  const tallies = { foreign, duplicates, truncated, partials };
  let hasTrailing = false;

  function note(kind: keyof typeof tallies, name: string): void {
    tallies[kind].add(name);
    hasTrailing = true;
  }

  function noteBackup(name: string): void {
    backups.trailing.push(ownCopy(name));
    hasTrailing = true;
  }

  function settle(): void {
    if (!hasTrailing) return;
    for (const kept of [foreign, duplicates, truncated, partials]) kept.settle();
    for (const name of backups.trailing.splice(0)) backups.settled.push(name);
    hasTrailing = false;
  }

  const findings = (part: 'settled' | 'trailing'): Findings => ({
    foreign: foreign[part](),
    duplicates: duplicates[part](),
    truncated: truncated[part](),
    partials: partials[part](),
    backups: [...backups[part]],
  });

  return { note, noteBackup, settle, findings };
}

function tally(from: Sample) {
  let { count } = from;
  let trailing = 0;
  const examples = [...from.examples];
  const trailingExamples: string[] = [];
  return {
    add(name: string): void {
      trailing += 1;
      if (examples.length + trailingExamples.length < EXAMPLES_KEPT) trailingExamples.push(ownCopy(name));
    },
    settle(): void {
      if (trailing === 0) return;
      count += trailing;
      trailing = 0;
      for (const name of trailingExamples) examples.push(name);
      trailingExamples.length = 0;
    },
    settled: (): Sample => ({ count, examples: [...examples] }),
    trailing: (): Sample => ({ count: trailing, examples: [...trailingExamples] }),
  };
}
