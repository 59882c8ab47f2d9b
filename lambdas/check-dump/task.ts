import type * as z from 'zod';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import { readDump } from '../../lib/domain/dump';
import { TerminalState } from '../../lib/domain/errors';
import type { FinishedDump } from '../runtime/dump-shapes';
import type { contract } from './contract';

/**
 * State CheckDump of `logical-dump`. Changes nothing. S3 shows an object whole or not at all, and at once: what is not there
 * or not as counted will not become so by waiting.
 */
export const checkDump =
  ({ objects }: { objects: (region: string) => ObjectHeads }) =>
  async ({ job }: z.output<typeof contract.input>): Promise<FinishedDump> => {
    const { region, bucket, key, keyArn } = job;
    const where = `${bucket}/${key}`;
    const head = await objects(region).head(bucket, key);
    if (!head) {
      throw new TerminalState(
        `no dump lies at ${where}; what its task said is in the log group /ecs/${job.task.family}`,
      );
    }
    const reading = readDump(head, keyArn);
    if (reading.outcome === 'refused') throw new TerminalState(`the dump at ${where} ${reading.because}`);
    const { bytes, versionId } = head;
    return { region, bucket, key, versionId, bytes, checksum: reading.checksum, takenAt: reading.takenAt };
  };
