import type * as z from 'zod';
import type { ObjectHeads } from '../../lib/aws/object-heads';
import type { ObjectLocks } from '../../lib/aws/object-locks';
import { TerminalState } from '../../lib/domain/errors';
import { type Instant, secondsAfter } from '../../lib/domain/instant';
import type { contract } from './contract';

interface Deps {
  readonly objects: (region: string) => ObjectHeads;
  readonly locks: (region: string) => Pick<ObjectLocks, 'lock'>;
  readonly now: () => Instant;
}

const DAY_SECONDS = 86_400;

/**
 * States LockDump and LockDumpCopy of `logical-dump`. From the moment whose data it holds, for the policy's days; a lock that
 * reaches as far already stays. It is looked at afterwards: a dump is recorded only when it is locked.
 */
export const lockDump =
  ({ objects, locks, now }: Deps) =>
  async ({
    job,
    dump,
  }: z.output<typeof contract.input>): Promise<{
    outcome: 'locked' | 'already' | 'past';
    until: Instant;
  }> => {
    const { region, bucket, key, versionId } = dump;
    const until = secondsAfter(dump.takenAt, job.lockDays * DAY_SECONDS);
    // An execution that is carried on after all those days: S3 takes no end that lies behind it.
    if (until <= now()) return { outcome: 'past', until };
    const isLocked = async () =>
      ((await objects(region).head(bucket, key, versionId))?.lockedUntil ?? '') >= until;
    if (await isLocked()) return { outcome: 'already', until };
    await locks(region).lock({ bucket, key, versionId }, until);
    if (await isLocked()) return { outcome: 'locked', until };
    throw new TerminalState(
      `${bucket}/${key} version ${versionId} is not locked until ${until}; look at the bucket's object lock`,
    );
  };
