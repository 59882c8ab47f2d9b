import { InvalidArgumentError } from 'commander';
import type { Instant } from '../../lib/domain/instant';
import type { PointKind } from '../../lib/domain/recovery-point';

/* Options that mean the same wherever they stand. */

export const YES = ['-y, --yes <plan name>', 'what would be typed to confirm, for scripts'] as const;
export const BY = [
  '--by <name>',
  'whose name is kept (default: who you are to the operating system)',
] as const;
export const DRY_RUN = [
  '--dry-run',
  'every check and no change: what speaks against it, and what it would do',
  false,
] as const;

/** What `restore` can be asked for: a live replica is promoted, and never restored. */
export const RESTORABLE_KINDS = [
  'snapshot',
  'snapshot-copy',
  'automated-backups',
  'automated-backups-copy',
  'logical-dump',
  'logical-dump-copy',
  'wal-archive',
  'cache-backup',
  'cache-backup-copy',
] as const satisfies readonly PointKind[];

/** What an option takes for a moment. To the second: nothing can be recovered any finer. */
export function moment(text: string): Instant {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text))) return text;
  throw new InvalidArgumentError('expected a moment in UTC, such as 2026-11-23T09:59:00Z');
}

export const momentOrLatest = (text: string): Instant => (text === 'latest' ? text : moment(text));

export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new InvalidArgumentError('expected a whole number of at least 1');
}
