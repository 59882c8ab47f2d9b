import type { Bucket, ListedObject } from './bucket';

interface Asked {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly StartAfter?: string;
  readonly ContinuationToken?: string;
  readonly MaxKeys?: number;
}

const PAGE_MOST = 1000;

/** One page as ListObjectsV2 answers it. The token is the last thing on the page before, which is all that S3 promises of it. */
export function listObjects(bucket: Bucket, asked: Asked): object {
  const { Prefix = '', Delimiter, StartAfter = '', ContinuationToken, MaxKeys = PAGE_MOST } = asked;
  const behind = ContinuationToken ? fromToken(ContinuationToken) : StartAfter;
  const after = Buffer.from(behind);
  const most = Math.min(MaxKeys, PAGE_MOST);
  const objects: ListedObject[] = [];
  const folders = new Set<string>();
  let last = '';
  let IsTruncated = false;
  for (const object of bucket.list(Prefix, behind)) {
    const folder = folderOf(object.key, Prefix, Delimiter);
    if (folder !== undefined && folders.has(folder)) continue;
    const shown = folder ?? object.key;
    if (Buffer.compare(Buffer.from(shown), after) <= 0) continue;
    IsTruncated = objects.length + folders.size >= most;
    if (IsTruncated) break;
    last = shown;
    if (folder === undefined) objects.push(object);
    else folders.add(folder);
  }
  return {
    IsTruncated,
    KeyCount: objects.length + folders.size,
    Contents: objects.map(({ key, bytes, modifiedAt }) => ({
      Key: key,
      Size: bytes,
      LastModified: inWholeSeconds(modifiedAt),
    })),
    CommonPrefixes: [...folders].map((folder) => ({ Prefix: folder })),
    ...(IsTruncated && { NextContinuationToken: Buffer.from(last).toString('base64url') }),
  };
}

const fromToken = (token: string): string => Buffer.from(token, 'base64url').toString();

/** As S3 keeps the time of writing. */
export const inWholeSeconds = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

/** What S3 rolls a key up to: the part up to the first delimiter behind the prefix. */
function folderOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (!delimiter) return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}
