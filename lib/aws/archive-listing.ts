import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { NameRange } from '../domain/wal/archive-ranges';
import type { ArchivedObject } from '../domain/wal/archive-scan';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { rawListing, readOutput, readXml, type SeeObject } from './list-answer';
import { asking } from './translate';

/** A folder of objects in a bucket. */
export interface Folder {
  readonly bucket: string;
  /** With the slash at its end. */
  readonly prefix: string;
}

export type ArchiveListing = ReturnType<typeof archiveListing>;

/**
 * The names of a WAL archive in S3, in its order and page by page: one page is held at a time, however many there are. A
 * bucket without versions will do, and of a versioned one only what is there now is listed.
 */
export function archiveListing(access: AwsAccess) {
  const client = withMiddleware(new S3Client(clientSettings(access)), access);

  async function* pages(
    { bucket, prefix }: Folder,
    startAfter: string,
    { from, before }: NameRange,
  ): AsyncGenerator<ArchivedObject[]> {
    let token: string | undefined;
    do {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(token ? { ContinuationToken: token } : startAfter && { StartAfter: `${prefix}${startAfter}` }),
      });
      const raw = rawListing();
      command.middlewareStack.use(raw.middleware);
      const what = `s3 in ${access.region}: list ${bucket}/${prefix}`;
      const output = await asking(what, () => client.send(command));
      const page: ArchivedObject[] = [];
      let isBeyond = false;
      const see: SeeObject = (key, bytes, at) => {
        const name = key.slice(prefix.length);
        if (before !== undefined && name >= before) isBeyond = true;
        else if (name >= from) page.push({ name, bytes, at });
      };
      const xml = raw.xml();
      const { nextToken } = xml === undefined ? readOutput(output, see) : readXml(xml, see);
      yield page;
      token = isBeyond ? undefined : nextToken;
    } while (token);
  }

  return {
    /** From behind a name; while names sort before another, where there is one. */
    behind: (folder: Folder, after: string, before?: string): AsyncGenerator<ArchivedObject[]> =>
      pages(folder, after, { from: '', before }),
    /** One digit short of where a range begins is before all that it holds, and hardly anything lies between. */
    within: (folder: Folder, range: NameRange): AsyncGenerator<ArchivedObject[]> =>
      pages(folder, range.from.slice(0, -1), range),
  };
}
