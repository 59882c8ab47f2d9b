import {
  CopyDBSnapshotCommand,
  DBSnapshotNotFoundFault,
  DescribeAccountAttributesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
  SnapshotQuotaExceededFault,
} from '@aws-sdk/client-rds';
import { accessTo } from '../../lib/aws/client-settings';
import { databaseSnapshots } from '../../lib/aws/database-snapshots';
import { snapshotQuotas } from '../../lib/aws/snapshot-quota';
import { NotFound, NotReady, Throttled } from '../../lib/domain/errors';
import { anAwsError } from '../helpers/an-aws-error';
import { askedOf } from '../helpers/asked-of';
import { mockedClient } from '../helpers/mocked-client';

const rds = mockedClient(RDSClient);
beforeEach(() => rds.reset());
const quotas = () => snapshotQuotas(accessTo('us-west-2'));

describe('the quota for manual snapshots', () => {
  test('is read live, among all the others', async () => {
    rds.on(DescribeAccountAttributesCommand).resolves({
      AccountQuotas: [
        { AccountQuotaName: 'DBInstances', Used: 1, Max: 40 },
        { AccountQuotaName: 'ManualSnapshots', Used: 0, Max: 250 },
      ],
    });
    expect(await quotas().manualSnapshots()).toEqual({ used: 0, most: 250 });
    expect(askedOf(rds)).toEqual([['DescribeAccountAttributesCommand', {}]]);
    expect(await quotas().instances()).toEqual({ used: 1, most: 40 });
  });

  test.each([
    ['no quotas', undefined],
    ['no such quota', [{ AccountQuotaName: 'DBInstances', Used: 1, Max: 40 }]],
    ['half of it', [{ AccountQuotaName: 'ManualSnapshots', Used: 1 }]],
  ])('that is answered with %s is not taken for room', async (_, AccountQuotas) => {
    rds.on(DescribeAccountAttributesCommand).resolves({ AccountQuotas });
    await expect(quotas().manualSnapshots()).rejects.toThrow(NotFound);
  });
});

describe('copies in progress', () => {
  test('are counted over all pages, those of other regions alone, until they are done', async () => {
    const there = { SourceRegion: 'us-east-1' };
    rds
      .on(DescribeDBSnapshotsCommand, { SnapshotType: 'manual' })
      .resolves({
        Marker: 'more',
        DBSnapshots: [
          { ...there, Status: 'creating' },
          { ...there, Status: 'available' },
          { Status: 'creating' },
        ],
      })
      .on(DescribeDBSnapshotsCommand, { SnapshotType: 'manual', Marker: 'more' })
      .resolves({
        DBSnapshots: [
          { ...there, Status: 'pending' },
          { ...there, Status: 'failed' },
          { SourceRegion: 'us-west-2', Status: 'creating' },
        ],
      });
    expect(await quotas().copiesInProgress()).toBe(2);
  });

  test('are not known while RDS asks for patience', async () => {
    rds.on(DescribeDBSnapshotsCommand).rejects(anAwsError('Throttling'));
    await expect(quotas().copiesInProgress()).rejects.toThrow(Throttled);
  });
});

describe('a copy that RDS has no place for', () => {
  const copy = () =>
    databaseSnapshots(accessTo('us-west-2')).copySnapshot({
      sourceArn: 'arn:aws:rds:us-east-1:111122223333:snapshot:a-snapshot',
      sourceRegion: 'us-east-1',
      targetId: 'a-snapshot',
      keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
      tags: {},
    });

  test('waits its turn', async () => {
    const message = 'Cannot copy more than 20 snapshots across regions';
    rds.on(CopyDBSnapshotCommand).rejects(new SnapshotQuotaExceededFault({ $metadata: {}, message }));
    await expect(copy()).rejects.toThrow(NotReady);
    await expect(copy()).rejects.toThrow(`${message}; this copy waits its turn`);
  });

  test('is told from one whose source is gone', async () => {
    rds.on(CopyDBSnapshotCommand).rejects(new DBSnapshotNotFoundFault({ $metadata: {}, message: 'gone' }));
    await expect(copy()).rejects.toThrow(NotFound);
  });
});
