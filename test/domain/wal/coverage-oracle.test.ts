import fc from 'fast-check';
import { emptyScan } from '../../../lib/domain/wal/archive-scan';
import { scanArchive } from '../../../lib/domain/wal/archive-walk';
import type { BaseBackup } from '../../../lib/domain/wal/base-backup';
import { type Coverage, coverageOf } from '../../../lib/domain/wal/coverage';
import { byteAt } from '../../../lib/domain/wal/lsn';
import type { TimelineHistory } from '../../../lib/domain/wal/timeline-history';
import { archives, pagesAfter, type RandomArchive } from './an-archive';

/** Brute force: segment by segment along the history, by the plainest reading of PostgreSQL's rule. */
function oracleOf({ segmentBytes, present }: RandomArchive, history: TimelineHistory) {
  const size = BigInt(segmentBytes);
  const owner = (segment: number) =>
    history.legs.filter(({ from }) => byteAt(from) / size <= BigInt(segment)).at(-1)?.timeline ?? 0;
  const has = (segment: number) => present.get(owner(segment))?.has(segment) ?? false;
  const all = [...present].flatMap(([, segments]) => [...segments]).filter(has);
  return {
    owner,
    has,
    newest: all.length === 0 ? undefined : Math.max(...all),
    windowOf({ timeline, startLsn, stopLsn }: BaseBackup): readonly [bigint, bigint] | undefined {
      const leg = history.legs.find((each) => each.timeline === timeline);
      if (!leg || byteAt(startLsn) < byteAt(leg.from)) return undefined;
      if (leg.to && byteAt(stopLsn) > byteAt(leg.to)) return undefined;
      let end = Number(byteAt(startLsn) / size);
      while (has(end)) end += 1;
      const to = BigInt(end) * size;
      return to < byteAt(stopLsn) ? undefined : [byteAt(stopLsn), to];
    },
  };
}

const holds = (parts: Coverage['windows'], byte: bigint) =>
  parts.filter(({ from, to }) => byteAt(from) <= byte && byte < byteAt(to)).length;

test('on any archive and any timeline the windows and holes are those that brute force finds', async () => {
  await fc.assert(
    fc.asyncProperty(archives, async (archive) => {
      const scan = await scanArchive(emptyScan(archive.segmentBytes), pagesAfter(archive.objects, '', 1_000));
      for (const history of archive.histories) {
        const coverage = coverageOf(scan, history, archive.backups);
        const oracle = oracleOf(archive, history);
        const expected = archive.backups.map((backup) => oracle.windowOf(backup));
        const found = coverage.backups.map((each) =>
          each.outcome === 'covers'
            ? ([byteAt(each.window.from), byteAt(each.window.to)] as const)
            : undefined,
        );
        expect(found).toEqual(expected);

        const known = expected.filter((window) => window !== undefined);
        if (known.length === 0 || oracle.newest === undefined) {
          expect([coverage.windows, coverage.holes]).toEqual([[], []]);
          continue;
        }
        const begin = known.map(([from]) => from).toSorted((a, b) => Number(a - b))[0] as bigint;
        const end = BigInt(oracle.newest + 1) * BigInt(archive.segmentBytes);
        const step = BigInt(archive.segmentBytes) / 4n;
        for (let byte = begin; byte < end; byte += step) {
          const isRecoverable = known.some(([from, to]) => from <= byte && byte < to);
          expect([holds(coverage.windows, byte), holds(coverage.holes, byte)]).toEqual(
            isRecoverable ? [1, 0] : [0, 1],
          );
        }
        const missing = coverage.holes.flatMap((hole) =>
          hole.missing.flatMap(({ timeline, first: from, count }) =>
            Array.from({ length: count }, (_, index) => [timeline, from + index]),
          ),
        );
        const absent: number[][] = [];
        for (
          let segment = Number(begin / BigInt(archive.segmentBytes));
          segment < oracle.newest;
          segment += 1
        ) {
          if (!oracle.has(segment)) absent.push([oracle.owner(segment), segment]);
        }
        expect(missing).toEqual(absent);
      }
    }),
    { numRuns: 500 },
  );
});
