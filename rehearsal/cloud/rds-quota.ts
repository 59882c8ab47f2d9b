import { type DBSnapshot, SnapshotQuotaExceededFault } from '@aws-sdk/client-rds';
import type { Operations } from './interception';
import type { ModelledSnapshots } from './modelled-snapshots';

/** What an account has in AWS unless it asks for more. */
const MANUAL_SNAPSHOTS_MOST = 100;
const COPIES_AT_ONCE = 20;

/** What RDS tells of the snapshots of a region: one, all of them, and how many there may be. */
export const snapshotListing = (snapshots: () => ModelledSnapshots): Operations => ({
  DescribeDBSnapshots: async ({ DBSnapshotIdentifier: id }: { DBSnapshotIdentifier?: string }) => ({
    DBSnapshots: id === undefined ? snapshots().all() : [snapshots().find(id).described],
  }),
  DescribeAccountAttributes: async () => ({
    AccountQuotas: [
      { AccountQuotaName: 'ManualSnapshots', Used: snapshots().all().length, Max: MANUAL_SNAPSHOTS_MOST },
    ],
  }),
});

/** @throws {SnapshotQuotaExceededFault} as RDS does, whichever of the two limits is reached */
export function demandRoom(existing: readonly DBSnapshot[], wanted: DBSnapshot): void {
  const copying = existing.filter(({ Status, SourceRegion }) => Status === 'creating' && SourceRegion);
  const over =
    existing.length >= MANUAL_SNAPSHOTS_MOST
      ? `Cannot create more than ${MANUAL_SNAPSHOTS_MOST} manual snapshots`
      : wanted.SourceRegion && copying.length >= COPIES_AT_ONCE
        ? `Cannot copy more than ${COPIES_AT_ONCE} snapshots across regions`
        : undefined;
  if (over) throw new SnapshotQuotaExceededFault({ $metadata: {}, message: over });
}
