import type * as z from 'zod';
import type { ObjectHead, ObjectHeads } from '../../lib/aws/object-heads';
import { keyObjection } from '../../lib/domain/dump';
import { InvalidInput, NotReady, TerminalState } from '../../lib/domain/errors';
import type { FinishedDump } from '../runtime/dump-shapes';
import type { contract } from './contract';

/** What the bucket of the dump says while the copy is on its way; `COMPLETED` may be said a moment before it is seen. */
const ON_ITS_WAY = ['PENDING', 'COMPLETED'];

/**
 * State CheckDumpCopy of `logical-dump`, retried by the machine. Changes nothing. A replica has the version id of what it
 * is a copy of, so no other version is taken for it.
 */
export const checkDumpCopy =
  ({ objects }: { objects: (region: string) => ObjectHeads }) =>
  async ({ job, dump }: z.output<typeof contract.input>): Promise<FinishedDump> => {
    const { copy } = job;
    if (!copy) throw new InvalidInput(`${job.id} is not replicated; expected a job with a copy`);
    const { key, versionId } = dump;
    const replica = await objects(copy.region).head(copy.bucket, key, versionId);
    if (!replica) {
      const source = await objects(dump.region).head(dump.bucket, key, versionId);
      throw missing(`${copy.bucket}/${key}`, source?.replication);
    }
    const because = notTheSameBecause(replica, dump) ?? keyObjection(replica.encryptedBy, copy.keyArn);
    if (because) throw new TerminalState(`the copy at ${copy.bucket}/${key} ${because}`);
    return { ...dump, region: copy.region, bucket: copy.bucket };
  };

function missing(where: string, replication: string | undefined): Error {
  if (replication !== undefined && ON_ITS_WAY.includes(replication))
    return new NotReady(`no copy lies at ${where} yet; replication is ${replication}`);
  return new TerminalState(
    `no copy lies at ${where}, and replication is ${replication ?? 'not set up'}; look at the rule of the dump's bucket, ` +
      'its role and the keys, then let S3 replicate again what failed',
  );
}

function notTheSameBecause({ bytes, metadata }: ObjectHead, dump: FinishedDump): string | undefined {
  if (bytes !== dump.bytes) return `has ${bytes} bytes, expected ${dump.bytes}`;
  const checksum = `SHA256:${metadata.sha256}`;
  return checksum === dump.checksum ? undefined : `says its sum is ${checksum}, expected ${dump.checksum}`;
}
