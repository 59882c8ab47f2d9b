import type * as z from 'zod';
import type { DatabaseSnapshots } from '../../lib/aws/database-snapshots';
import { NotReady, TerminalState } from '../../lib/domain/errors';
import { hopelessBecause } from '../../lib/domain/instance-status';
import type { FinishedSnapshot } from '../runtime/snapshot-shapes';
import type { contract } from './contract';

/**
 * States CheckSnapshot and CheckSnapshotCopy of `snapshot`, retried by the machine. Changes nothing. A snapshot that is
 * available but not encrypted, or under another key than agreed, is refused: it would look like a recovery point in the
 * recovery region and could not be used there without the lost region's key.
 */
export const checkSnapshot =
  ({ databases }: { databases: (region: string) => Pick<DatabaseSnapshots, 'snapshot'> }) =>
  async ({
    region,
    snapshot: id,
    expectedKeyArn,
  }: z.output<typeof contract.input>): Promise<FinishedSnapshot> => {
    const snapshot = await databases(region).snapshot(id);
    if (!snapshot) throw new NotReady(`snapshot ${id} is not to be seen in ${region} yet`);
    const hopeless = hopelessBecause(`snapshot ${id} in ${region}`, snapshot.status);
    if (hopeless) throw new TerminalState(hopeless);
    if (snapshot.status !== 'available') {
      throw new NotReady(`snapshot ${id} in ${region} is ${snapshot.status}, ${snapshot.percent} %`);
    }
    if (!snapshot.encrypted)
      throw new TerminalState(`snapshot ${id} in ${region} is not encrypted; encrypt the database`);
    if (expectedKeyArn && snapshot.keyArn !== expectedKeyArn) {
      throw new TerminalState(
        `snapshot ${id} in ${region} lies under ${snapshot.keyArn}, expected ${expectedKeyArn}`,
      );
    }
    if (!snapshot.takenAt)
      throw new NotReady(`snapshot ${id} in ${region} does not say yet when it was taken`);
    return { arn: snapshot.arn, region, keyArn: snapshot.keyArn, takenAt: snapshot.takenAt };
  };
