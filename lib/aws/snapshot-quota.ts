import {
  type DBSnapshot,
  DescribeAccountAttributesCommand,
  paginateDescribeDBSnapshots,
  RDSClient,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import type { SnapshotQuota } from '../domain/copy-admission';
import { NotFound, NotReady } from '../domain/errors';
import { type AwsAccess, clientSettings, withMiddleware } from './client-settings';
import { asking } from './translate';

export type SnapshotQuotas = ReturnType<typeof snapshotQuotas>;

/** What an account may still do with snapshots in one region, read live: quotas are raised and lowered. */
export function snapshotQuotas(access: AwsAccess) {
  const client = withMiddleware(new RDSClient(clientSettings(access)), access);
  const at = `rds in ${access.region}`;

  async function quota(name: 'ManualSnapshots' | 'DBInstances'): Promise<SnapshotQuota> {
    const { AccountQuotas } = await asking(`${at}: describe account attributes`, () =>
      client.send(new DescribeAccountAttributesCommand({})),
    );
    const found = AccountQuotas?.find(({ AccountQuotaName }) => AccountQuotaName === name);
    if (found?.Used === undefined || found.Max === undefined)
      throw new NotFound(`${at}: the account's attributes hold no quota ${name}, expected used and most`);
    return { used: found.Used, most: found.Max };
  }

  return {
    /** @throws {NotFound} when RDS does not tell: what is not known is not taken for room */
    manualSnapshots: () => quota('ManualSnapshots'),

    /** Instances of every kind, replicas and scratch among them. @throws {NotFound} likewise */
    instances: () => quota('DBInstances'),

    /** Copies from other regions into this one that are not done, by whomever in the account. RDS filters by no status. */
    copiesInProgress: (): Promise<number> =>
      asking(`${at}: list manual snapshots`, async () => {
        let copying = 0;
        for await (const page of paginateDescribeDBSnapshots({ client }, { SnapshotType: 'manual' })) {
          copying += (page.DBSnapshots ?? []).filter((one) => isBeingCopied(one, access.region)).length;
        }
        return copying;
      }),
  };
}

const isBeingCopied = ({ Status, SourceRegion }: DBSnapshot, region: string): boolean =>
  SourceRegion !== undefined && SourceRegion !== region && IN_PROGRESS.has(Status ?? '');

const IN_PROGRESS = new Set(['creating', 'pending', 'copying']);

/**
 * RDS has one error for a quota that is used up and for too many copies at once. Whoever copies looked at the quota just
 * before, so this is the second: somebody else's copy was quicker. The next look tells whether it was the first after all.
 */
export async function waitingItsTurn(copy: Promise<unknown>): Promise<void> {
  await copy.catch((error: unknown) => {
    if (!(error instanceof SnapshotQuotaExceededFault)) throw error;
    throw new NotReady(`${error.message}; this copy waits its turn`, { cause: error });
  });
}
