import { type Instant, instant } from '../instant';
import { byteAt, type Lsn, parseLsn } from './lsn';

/** A physical copy of the data directory. Without the WAL from its start to its stop it is not consistent: no use. */
export interface BaseBackup {
  readonly label: string;
  readonly timeline: number;
  /** Where replay begins. */
  readonly startLsn: Lsn;
  /** Where the data becomes consistent: no earlier point can be recovered from this backup. */
  readonly stopLsn: Lsn;
  readonly checkpointLsn: Lsn;
  /** Whole seconds, cut off. A missing time was written in a zone whose abbreviation is ambiguous. */
  readonly startedAt?: Instant;
  readonly stoppedAt?: Instant;
}

export type BackupReading =
  | { readonly outcome: 'read'; readonly backup: BaseBackup }
  | { readonly outcome: 'unreadable'; readonly because: string };

/** Reads a backup history file (`<segment>.<offset>.backup`), which PostgreSQL archives when a base backup has ended. */
export function parseBackupHistory(contents: string): BackupReading {
  const fields = fieldsOf(contents);
  const startLsn = lsnIn(fields, 'START WAL LOCATION');
  const checkpointLsn = lsnIn(fields, 'CHECKPOINT LOCATION');
  const stopLsn = lsnIn(fields, 'STOP WAL LOCATION');
  const timeline = fields.get('START TIMELINE') ?? '';
  if (!startLsn) return unreadable('no START WAL LOCATION');
  if (!checkpointLsn) return unreadable('no CHECKPOINT LOCATION');
  if (!stopLsn)
    return unreadable('no STOP WAL LOCATION: the backup has not ended, or this is a backup_label');
  if (!/^[1-9]\d{0,9}$/.test(timeline)) return unreadable('no START TIMELINE');
  if (byteAt(stopLsn) <= byteAt(startLsn)) return unreadable(`a stop at ${stopLsn}, not after ${startLsn}`);
  if ((fields.get('STOP TIMELINE') ?? timeline) !== timeline)
    return unreadable('a timeline switch in its midst');
  const startedAt = timeIn(fields, 'START TIME');
  const stoppedAt = timeIn(fields, 'STOP TIME');
  const backup = {
    label: fields.get('LABEL') ?? '',
    timeline: Number(timeline),
    startLsn,
    stopLsn,
    checkpointLsn,
    ...(startedAt && { startedAt }),
    ...(stoppedAt && { stoppedAt }),
  };
  return { outcome: 'read', backup };
}

/** The first line of each name counts. */
function fieldsOf(contents: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of contents.split(/\r?\n/)) {
    const colon = line.indexOf(': ');
    const name = line.slice(0, colon);
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 2).trim());
  }
  return fields;
}

/** `0/2000028 (file 000000010000000000000002)`: the file is what follows from place and timeline. */
const lsnIn = (fields: Map<string, string>, name: string): Lsn | undefined =>
  parseLsn(fields.get(name)?.split(' ', 1)[0] ?? '');

const TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) (UTC|GMT|[+-]\d\d(?:\d\d)?)$/;

/**
 * PostgreSQL writes local time with the zone's abbreviation. Only what has one meaning is read: UTC, and the zones whose
 * abbreviation is their offset. `IST` is three zones, up to 8 hours apart; a wrong hour is worse than none.
 */
function timeIn(fields: Map<string, string>, name: string): Instant | undefined {
  const [written, day, time, zone = ''] = TIME.exec(fields.get(name) ?? '') ?? [];
  if (!written) return undefined;
  const offset = /^[A-Z]/.test(zone) ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3) || '00'}`;
  const date = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : instant(date);
}

const unreadable = (what: string): BackupReading => ({
  outcome: 'unreadable',
  because: `the backup history file holds ${what}`,
});
