import { type Instant, instant } from './instant';

/** What S3 says of an object that is to be a dump. */
export interface DumpObject {
  readonly bytes: number;
  readonly checksum?: string | undefined;
  readonly encryptedBy?: string | undefined;
  /** What the dump task counted: `sha256` in hexadecimal digits, `bytes`, `taken-at`. */
  readonly metadata: Readonly<Record<string, string>>;
}

export type DumpReading =
  | { readonly outcome: 'read'; readonly checksum: string; readonly takenAt: Instant }
  | { readonly outcome: 'refused'; readonly because: string };

/** Reads what the task left with its dump, and holds it against what S3 keeps. */
export function readDump(object: DumpObject, keyArn: string): DumpReading {
  const { sha256 = '', bytes = '', 'taken-at': takenAt = '' } = object.metadata;
  const because =
    sizeObjection(object.bytes, bytes) ??
    sumObjection(object.checksum, sha256) ??
    timeObjection(takenAt) ??
    keyObjection(object.encryptedBy, keyArn);
  if (because) return { outcome: 'refused', because };
  return { outcome: 'read', checksum: `SHA256:${sha256}`, takenAt: instant(new Date(takenAt)) };
}

/** An empty file is no dump: even one of an empty database has a header. */
function sizeObjection(kept: number, counted: string): string | undefined {
  if (kept > 0 && String(kept) === counted) return undefined;
  return `has ${kept} bytes, expected ${counted || 'a size that its task has counted'}`;
}

/**
 * S3's own SHA-256 is that of the whole file for what came in one part; for what came in several it is one over the sums of
 * the parts, with their number behind a hyphen, and says that every part arrived as it was sent.
 */
function sumObjection(kept: string | undefined, summed: string): string | undefined {
  if (!/^[0-9a-f]{64}$/.test(summed)) return `has the sum "${summed}", expected 64 hexadecimal digits`;
  if (!kept?.startsWith('SHA256:'))
    return `was stored with ${kept ?? 'no checksum'}, expected one of SHA-256`;
  const isOfParts = /-\d+$/.test(kept);
  if (isOfParts || kept === `SHA256:${Buffer.from(summed, 'hex').toString('base64')}`) return undefined;
  return `is ${kept} to S3, expected the sum ${summed} that its task has taken`;
}

function timeObjection(takenAt: string): string | undefined {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(takenAt) && !Number.isNaN(Date.parse(takenAt)))
    return undefined;
  return `says it was taken at "${takenAt}", expected a time such as 2026-11-23T04:00:00Z`;
}

export function keyObjection(encryptedBy: string | undefined, keyArn: string): string | undefined {
  if (encryptedBy === keyArn) return undefined;
  return `lies under ${encryptedBy ?? 'no key'}, expected ${keyArn}`;
}
