import fc from 'fast-check';
import { secondsAfter } from '../../../lib/domain/instant';
import type { ArchivedObject } from '../../../lib/domain/wal/archive-scan';
import type { BaseBackup } from '../../../lib/domain/wal/base-backup';
import { lsnAt } from '../../../lib/domain/wal/lsn';
import { backupName, historyName, segmentName, segmentsPerLog } from '../../../lib/domain/wal/segment-name';
import { parseTimelineHistory, type TimelineHistory } from '../../../lib/domain/wal/timeline-history';
import { at } from '../../helpers/at';

export const MEGABYTE = 2 ** 20;
export const segmentSizes = fc.integer({ min: 0, max: 10 }).map((power) => MEGABYTE * 2 ** power);
export const suffixes = fc.constantFrom('', '.gz', '.lz4', '.zst', '.br', '.xz', '.bz2');

/** Segments of one timeline that a random archive is about. */
export const LENGTH = 14;

const FORMS = [
  'plain',
  'zst',
  'both',
  'absent',
  'short',
  'short-and-gz',
  'partial',
  'partial-and-plain',
] as const;
type Form = (typeof FORMS)[number];
const USABLE: readonly Form[] = ['plain', 'zst', 'both', 'short-and-gz', 'partial-and-plain'];

const aForm = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Form>('plain', 'zst') },
  { weight: 2, arbitrary: fc.constantFrom<Form>(...FORMS) },
);
const aPlace = fc.record({
  segment: fc.nat(LENGTH - 1),
  share: fc.double({ min: 0, max: 0.999, noNaN: true }),
});
const aBackup = fc.record({
  timeline: fc.nat(3),
  start: aPlace,
  length: fc.double({ min: 0, max: 3, noNaN: true }),
});
const aTimeline = fc.record({
  parent: fc.nat(3),
  left: aPlace,
  hasHistory: fc.boolean(),
  forms: fc.array(aForm, { minLength: LENGTH, maxLength: LENGTH }),
});

export interface RandomArchive {
  readonly segmentBytes: number;
  /** In the order in which S3 lists. */
  readonly objects: readonly ArchivedObject[];
  /** The oracle's word: the usable segments of each timeline. */
  readonly present: ReadonlyMap<number, ReadonlySet<number>>;
  readonly histories: readonly TimelineHistory[];
  readonly backups: readonly BaseBackup[];
  readonly counts: Readonly<Record<'foreign' | 'duplicates' | 'truncated' | 'partials', number>>;
}

/** Some timelines, each left at some place of an earlier one, around a carry into the middle third of the names. */
export const archives: fc.Arbitrary<RandomArchive> = fc
  .record({
    segmentBytes: segmentSizes,
    log: fc.integer({ min: 2, max: 300 }),
    timelines: fc.array(aTimeline, { minLength: 1, maxLength: 4 }),
    backups: fc.array(aBackup, { maxLength: 6 }),
    foreign: fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-F]{8,30}[.x]$/)), { maxLength: 4 }),
  })
  .map(({ segmentBytes, log, timelines, backups, foreign }) => {
    const base = log * segmentsPerLog(segmentBytes) - LENGTH / 2;
    const byteOf = ({ segment, share }: { segment: number; share: number }) =>
      BigInt(base + segment) * BigInt(segmentBytes) + BigInt(Math.floor(share * segmentBytes));
    const lines: (readonly (readonly [timeline: number, left: bigint])[])[] = [];
    const begins: bigint[] = [];
    const present = new Map<number, Set<number>>();
    const counts = { foreign: 0, duplicates: 0, truncated: 0, partials: 0 };
    const names = new Map<string, number>();

    timelines.forEach(({ parent, left, hasHistory, forms }, index) => {
      const timeline = index + 1;
      const from = index === 0 ? undefined : parent % index;
      const wanted = byteOf(left);
      const earliest = from === undefined ? 0n : (begins[from] ?? 0n);
      const begin = from === undefined ? 0n : wanted > earliest ? wanted : earliest;
      begins.push(begin);
      lines.push(from === undefined ? [] : [...(lines[from] ?? []), [from + 1, begin]]);
      if (timeline > 1 && hasHistory) names.set(historyName(timeline), 42);
      forms.forEach((form, offset) => {
        const segment = base + offset;
        if (BigInt(segment) < begin / BigInt(segmentBytes)) return;
        const name = segmentName(timeline, segment, segmentBytes);
        if (USABLE.includes(form)) present.set(timeline, (present.get(timeline) ?? new Set()).add(segment));
        if (['plain', 'both', 'partial-and-plain'].includes(form)) names.set(name, segmentBytes);
        if (form === 'zst' || form === 'both') names.set(`${name}.zst`, 1_000);
        if (form.startsWith('short')) names.set(name, segmentBytes - 1);
        if (form === 'short-and-gz') names.set(`${name}.gz`, 1_000);
        if (form.startsWith('partial')) names.set(`${name}.partial`, segmentBytes);
        if (form === 'both') counts.duplicates += 1;
        if (form.startsWith('short')) counts.truncated += 1;
        if (form.startsWith('partial')) counts.partials += 1;
      });
    });

    const taken = backups.map(({ timeline: wanted, start, length }): BaseBackup => {
      const timeline = (wanted % timelines.length) + 1;
      const byte = byteOf(start);
      const stop = byte + 1n + BigInt(Math.floor(length * segmentBytes));
      const offset = Number(byte % BigInt(segmentBytes));
      names.set(backupName(timeline, base + start.segment, offset, segmentBytes), 300);
      return {
        label: 'nightly',
        timeline,
        startLsn: lsnAt(byte),
        checkpointLsn: lsnAt(byte),
        stopLsn: lsnAt(stop),
      };
    });
    for (const name of foreign) if (!names.has(name)) counts.foreign += names.set(name, 1) ? 1 : 0;

    const sorted = [...names].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      segmentBytes,
      objects: sorted.map(([name, bytes], index) => ({ name, bytes, at: secondsAfter(at(0), index) })),
      present,
      histories: lines.map((entries, index) => {
        const reading = parseTimelineHistory(
          index + 1,
          entries.map(([t, left]) => `${t}\t${lsnAt(left)}\tno reason`).join('\n'),
        );
        if (reading.outcome === 'unreadable') throw new Error(reading.because);
        return reading.history;
      }),
      backups: taken,
      counts,
    };
  });

/** What S3 answers: the names behind `after`, in pages. */
export async function* pagesAfter(objects: readonly ArchivedObject[], after: string, pageSize = 3) {
  const rest = objects.filter(({ name }) => name > after);
  for (let from = 0; from < rest.length; from += pageSize) yield rest.slice(from, from + pageSize);
}
