/**
 * What one object of a WAL archive is, by its name alone.
 *
 * A segment's number counts segments from the beginning of the WAL, whatever the timeline: neighbours differ by one,
 * also where the name carries into its middle part.
 */
export type WalName =
  | { readonly kind: 'segment'; readonly timeline: number; readonly segment: number }
  | { readonly kind: 'partial'; readonly timeline: number; readonly segment: number }
  | { readonly kind: 'backup'; readonly timeline: number; readonly segment: number; readonly offset: number }
  | { readonly kind: 'history'; readonly timeline: number }
  | { readonly kind: 'foreign' };

export const SMALLEST_SEGMENT_BYTES = 2 ** 20;
export const LARGEST_SEGMENT_BYTES = 2 ** 30;

/** What archivers add when they compress. */
const COMPRESSIONS = ['.gz', '.lz4', '.zst', '.br', '.xz', '.bz2'] as const;

const TIMELINE_LENGTH = 8;
export const SEGMENT_NAME_LENGTH = 24;
const FOREIGN = { kind: 'foreign' } as const;

/** The reason why no PostgreSQL has segments of this size, or nothing. */
export function segmentSizeRefusedBecause(segmentBytes: number): string | undefined {
  const isPower = Number.isInteger(Math.log2(segmentBytes));
  if (isPower && segmentBytes >= SMALLEST_SEGMENT_BYTES && segmentBytes <= LARGEST_SEGMENT_BYTES)
    return undefined;
  return `a WAL segment of ${segmentBytes} bytes is none; expected a power of two from 1 MB to 1 GB, as SHOW wal_segment_size says`;
}

/** How often the last third of a name counts before the middle third grows by one. */
export const segmentsPerLog = (segmentBytes: number): number => 2 ** 32 / segmentBytes;

export function parseWalName(name: string, segmentBytes: number): WalName {
  const timeline = timelineIn(name);
  if (timeline < 0) return FOREIGN;
  if (isHistory(name)) return { kind: 'history', timeline };
  const segment = segmentIn(name, segmentsPerLog(segmentBytes));
  if (segment < 0) return FOREIGN;
  if (isWhole(name)) return { kind: 'segment', timeline, segment };
  if (isPartial(name)) return { kind: 'partial', timeline, segment };
  const offset = backupOffsetIn(name);
  return offset < 0 || offset >= segmentBytes ? FOREIGN : { kind: 'backup', timeline, segment, offset };
}

export function segmentName(timeline: number, segment: number, segmentBytes: number): string {
  const perLog = segmentsPerLog(segmentBytes);
  return hex(timeline) + hex(Math.floor(segment / perLog)) + hex(segment % perLog);
}

export const historyName = (timeline: number): string => `${hex(timeline)}.history`;

export const backupName = (timeline: number, segment: number, offset: number, segmentBytes: number): string =>
  `${segmentName(timeline, segment, segmentBytes)}.${hex(offset)}.backup`;

/*
 * The parts below answer with -1 instead of nothing and are called for every object of an archive: no pattern, no slice,
 * and the first character that is not hexadecimal ends the look at a foreign name.
 */

/** The timeline that a name begins with, or -1. There is no timeline 0. */
export function timelineIn(name: string): number {
  const timeline = hexAt(name, 0);
  return timeline === 0 ? -1 : timeline;
}

/** The number of the segment that a name is about, or -1. */
export function segmentIn(name: string, perLog: number): number {
  const log = hexAt(name, TIMELINE_LENGTH);
  if (log < 0) return -1;
  const segment = hexAt(name, 2 * TIMELINE_LENGTH);
  return segment < 0 || segment >= perLog ? -1 : log * perLog + segment;
}

export const isWhole = (name: string): boolean =>
  name.length === SEGMENT_NAME_LENGTH || endsAfter(name, SEGMENT_NAME_LENGTH, '');
export const isPartial = (name: string): boolean => endsAfter(name, SEGMENT_NAME_LENGTH, '.partial');
export const isHistory = (name: string): boolean => endsAfter(name, TIMELINE_LENGTH, '.history');

function backupOffsetIn(name: string): number {
  const dot = SEGMENT_NAME_LENGTH;
  if (name[dot] !== '.' || !endsAfter(name, dot + 9, '.backup')) return -1;
  return hexAt(name, dot + 1);
}

/** Whether a name goes on with `kind` at `at`, maybe compressed, and with nothing more. */
function endsAfter(name: string, at: number, kind: string): boolean {
  const end = at + kind.length;
  if (name.length < end) return false;
  if (name.length > end && !hasCompression(name, end)) return false;
  return kind === '' || name.startsWith(kind, at);
}

function hasCompression(name: string, end: number): boolean {
  for (const suffix of COMPRESSIONS) {
    if (name.length === end + suffix.length && name.endsWith(suffix)) return true;
  }
  return false;
}

/** Eight hexadecimal digits in capitals, as PostgreSQL writes them, as a number; or -1. */
function hexAt(name: string, from: number): number {
  let value = 0;
  for (let index = from; index < from + 8; index += 1) {
    const code = name.charCodeAt(index);
    if (code >= 48 && code <= 57) value = value * 16 + code - 48;
    else if (code >= 65 && code <= 70) value = value * 16 + code - 55;
    else return -1;
  }
  return value;
}

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(8, '0');
