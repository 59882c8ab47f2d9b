/** A place in the WAL as PostgreSQL writes it: two hexadecimal halves of 64 bits, such as `0/3000028`. */
export type Lsn = string;

const LSN = /^([0-9A-Fa-f]{1,8})\/([0-9A-Fa-f]{1,8})$/;

/** The place that a text names, in PostgreSQL's own spelling; nothing when it names none. */
export function parseLsn(text: string): Lsn | undefined {
  const [, high, low] = LSN.exec(text.trim()) ?? [];
  return high && low ? lsnAt((BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`)) : undefined;
}

/** Bytes of WAL before a place. 64 bits do not fit a number. */
export function byteAt(lsn: Lsn): bigint {
  const slash = lsn.indexOf('/');
  return (BigInt(`0x${lsn.slice(0, slash)}`) << 32n) | BigInt(`0x${lsn.slice(slash + 1)}`);
}

export const lsnAt = (byte: bigint): Lsn =>
  `${(byte >> 32n).toString(16)}/${(byte & 0xffffffffn).toString(16)}`.toUpperCase();

/** The number of the segment that the byte after this place belongs to. At most 2^44: it fits a number. */
export const segmentAt = (lsn: Lsn, segmentBytes: number): number =>
  Number(byteAt(lsn) / BigInt(segmentBytes));

/** The number of the segment that ends with, or holds, the byte just before this place. */
export const segmentBefore = (lsn: Lsn, segmentBytes: number): number =>
  Number((byteAt(lsn) - 1n) / BigInt(segmentBytes));

export const startOfSegment = (segment: number, segmentBytes: number): Lsn =>
  lsnAt(BigInt(segment) * BigInt(segmentBytes));
