import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SnapshotQuotaExceededFault } from '@aws-sdk/client-rds';
import { ModelledSnapshots } from '../../rehearsal/cloud/modelled-snapshots';
import { snapshotListing } from '../../rehearsal/cloud/rds-quota';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'snapshots-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const someSnapshots = () =>
  new ModelledSnapshots({ region: 'us-west-2', account: '111122223333', folder, now: () => new Date(0) });
const never = () => new Promise(() => undefined);
const copyTo = (snapshots: ModelledSnapshots, id: string) =>
  snapshots.create(id, { SourceRegion: 'us-east-1' }, never);

test('all snapshots are listed, one is found by its name, and the quota counts them', async () => {
  const snapshots = someSnapshots();
  const { DescribeDBSnapshots, DescribeAccountAttributes } = snapshotListing(() => snapshots);
  snapshots.create('one', {}, mkdir);
  copyTo(snapshots, 'two');
  expect(await DescribeDBSnapshots?.({ SnapshotType: 'manual' })).toMatchObject({
    DBSnapshots: [{ DBSnapshotIdentifier: 'one' }, { DBSnapshotIdentifier: 'two', Status: 'creating' }],
  });
  expect(await DescribeDBSnapshots?.({ DBSnapshotIdentifier: 'two' })).toMatchObject({
    DBSnapshots: [{ DBSnapshotIdentifier: 'two' }],
  });
  expect(await DescribeAccountAttributes?.({})).toEqual({
    AccountQuotas: [{ AccountQuotaName: 'ManualSnapshots', Used: 2, Max: 100 }],
  });
});

test('the 21st copy at once is refused, and a snapshot of the region itself is not', () => {
  const snapshots = someSnapshots();
  for (let copy = 1; copy <= 20; copy += 1) copyTo(snapshots, `copy-${copy}`);
  expect(() => copyTo(snapshots, 'copy-21')).toThrow(SnapshotQuotaExceededFault);
  expect(() => copyTo(snapshots, 'copy-21')).toThrow('Cannot copy more than 20 snapshots');
  expect(() => snapshots.create('own', {}, never)).not.toThrow();
});

test('the 101st snapshot is refused, whatever it is', () => {
  const snapshots = someSnapshots();
  for (let own = 1; own <= 100; own += 1) snapshots.create(`own-${own}`, {}, never);
  expect(() => snapshots.create('own-101', {}, never)).toThrow(
    'Cannot create more than 100 manual snapshots',
  );
});
