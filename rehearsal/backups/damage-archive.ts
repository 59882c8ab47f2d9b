import { copyFile, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { walBucketsIn } from '../archives';
import { waitUntil } from '../engines/wait-until';
import { check, checkWal, ended, type Look } from './stage';

/** Enough that each damage lies between two whole segments. */
const SEGMENTS_BEFORE = 8;
const ARCHIVED_WITHIN_MS = 30_000;
/** An archive is walked as a whole once a day: only that walk finds what was damaged behind the last one's back. */
const A_DAY_SECONDS = 86_400;
const SEGMENT = /^[0-9A-F]{24}$/;

/** In the recovery region's archive a segment is removed, one cut short, and one stored twice. The primary's stays whole. */
export const damageArchive: Look = async ({ world }) => {
  const [archive] = world.deployment.walArchives;
  const bucket = walBucketsIn(world.folder, world.settings.plan)?.recovery;
  if (!archive || !bucket) throw new Error('the plan has no WAL archive');
  const wal = join(bucket.archive, 'wal');
  const segments = await segmentsIn(wal);
  await checkWal(world, 'before-damage');
  const [removed, truncated, twice] = segments.slice(-6).filter((_, at) => at % 2 === 0);
  if (!removed || !truncated || !twice) throw new Error(`too few segments in ${wal} to damage three`);
  const inHole = world.clock.now();
  await rm(join(wal, removed));
  await truncate(join(wal, truncated), 1024);
  await copyFile(join(wal, twice), join(wal, `${twice}.gz`));

  world.clock.advance(A_DAY_SECONDS);
  await checkWal(world, 'after-damage');
  const { recovery } = world.settings.plan.regions;
  const report = await world.ledger.walReport(archive.id, recovery);
  const gaps = report?.gaps.examples.join('; ') ?? '';
  const refusal = await ended(
    world.region('recovery').start('restore', 'restore-into-hole', {
      store: archive.id,
      to: inHole.toISOString(),
    }).result,
  );
  const because = 'failed' in refusal ? refusal.because : 'it was restored all the same';
  return [
    check('a removed segment is found and named', gaps.includes(removed), gaps || 'no gap was found'),
    check(
      'a truncated segment is found and named',
      report?.truncated.examples.includes(truncated) ?? false,
      `${report?.truncated.count ?? 0} truncated: ${report?.truncated.examples.join(', ')}`,
    ),
    check(
      'a duplicated segment is found and named',
      report?.duplicates.examples.some((name) => name.startsWith(twice)) ?? false,
      `${report?.duplicates.count ?? 0} duplicates: ${report?.duplicates.examples.join(', ')}`,
    ),
    check(
      'a restore into the hole is refused by name',
      because.includes(removed) || because.includes(truncated),
      because,
    ),
  ];
};

async function segmentsIn(wal: string): Promise<readonly string[]> {
  const found = async () => (await readdir(wal)).filter((name) => SEGMENT.test(name)).sort();
  await waitUntil(async () => (await found()).length >= SEGMENTS_BEFORE, {
    withinMs: ARCHIVED_WITHIN_MS,
    otherwise: () => `fewer than ${SEGMENTS_BEFORE} segments were archived to ${wal}`,
  });
  return found();
}
