import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { functionsOf } from '../../lib/bundling/make-bundles';
import { theBundles } from '../helpers/bundles';

jest.setTimeout(120_000);

/** Of `index.js`, the map of its source aside. */
const LIMIT_KILOBYTES = 300;

/**
 * Those that cannot be as small yet, with what they may have. Without a client a function is 86 to 110 kB (zod, logger,
 * Middy, its own code); the first client with all that it stands on makes it 230 to 250, S3 296. Beside DynamoDB, S3 adds
 * 95 kB, of which 18 are its rules for endpoints; RDS adds 45, ECS and Step Functions 12 to 20.
 */
const HEAVIER: Readonly<Record<string, number>> = {
  // S3 and four more clients.
  'hand-over': 445,
  // S3 and three more.
  'start-restore': 410,
  'check-restore': 410,
  'remove-scratch': 410,
  'sweep-scratch': 405,
  // S3 and two more.
  'promote-cache': 390,
  'release-cache-backup': 375,
  // S3 and the ledger.
  'close-run': 375,
  'check-wal-archives': 375,
  'write-runbook': 375,
  'record-failback': 360,
  'plan-dumps': 360,
  'prune-objects': 355,
  // S3 and ElastiCache.
  'check-cache-export': 325,
  'export-cache-backup': 325,
  // Three clients or more, and the ladder of fences or the whole situation.
  'guard-region': 355,
  'fence-region': 350,
  'unfence-region': 335,
  'gather-evidence': 325,
  // RDS with what a new replica takes, and the ledger.
  'keep-old-primary': 306,
};

function tooLarge(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const { size } = statSync(join(folder, name, 'index.js'));
    const limit = (HEAVIER[name] ?? LIMIT_KILOBYTES) * 1_000;
    return size > limit ? [`${name} has ${size} bytes, expected at most ${limit}`] : [];
  });
}

test('every function has a bundle', () => {
  expect(readdirSync(theBundles()).sort()).toEqual(Object.keys(functionsOf(process.cwd())).sort());
});

test('every bundle is small', () => {
  expect(tooLarge(theBundles())).toEqual([]);
});

test('whoever is allowed more needs it', () => {
  const idle = Object.keys(HEAVIER).filter(
    (name) => statSync(join(theBundles(), name, 'index.js')).size <= LIMIT_KILOBYTES * 1_000,
  );
  expect(idle).toEqual([]);
});

test('a bundle that is too large is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firebackup-planted-'));
  for (const [name, bytes] of [
    ['take-lease', 300_000],
    ['judge-wal', 300_001],
    ['hand-over', 445_001],
  ] as const) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.js'), 'x'.repeat(bytes));
  }
  const found = tooLarge(folder);
  rmSync(folder, { recursive: true });
  expect(found).toEqual([
    'hand-over has 445001 bytes, expected at most 445000',
    'judge-wal has 300001 bytes, expected at most 300000',
  ]);
});
