import type { DumpJob, FinishedDump } from '../../lambdas/runtime/dump-shapes';
import type { ObjectHead } from '../../lib/aws/object-heads';

const SHA256 = 'a'.repeat(64);
const KEY = 'dumps/firebackup-main-dumps-202603010300.dump';

/** A policy of dumps as a plan file has it. */
export const dumpPolicy = () => ({
  name: 'dumps',
  databases: ['main'],
  retain: { daily: 7 },
  keepProven: 1,
  lockDays: 7,
  subnets: { primary: ['subnet-00000071'], recovery: ['subnet-00000072'] },
});

export const aDumpJob = (overrides: Partial<DumpJob> = {}): DumpJob => ({
  database: 'main',
  policy: 'dumps',
  id: 'firebackup-main-dumps-202603010300',
  region: 'us-east-1',
  bucket: 'backups-primary',
  key: KEY,
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/one',
  lockDays: 7,
  isThere: false,
  copy: {
    region: 'us-west-2',
    bucket: 'backups-recovery',
    keyArn: 'arn:aws:kms:us-west-2:111122223333:key/two',
  },
  connection: {
    host: 'firebackup-primary.example.com',
    port: '5432',
    databaseName: 'firebackup',
    user: 'firebackup_orchestrator',
  },
  task: {
    cluster: 'firebackup-backups',
    family: 'firebackup-dump',
    subnets: ['subnet-00000071'],
    securityGroups: ['sg-000000a1'],
  },
  ...overrides,
});

export const aDump = (overrides: Partial<FinishedDump> = {}): FinishedDump => ({
  region: 'us-east-1',
  bucket: 'backups-primary',
  key: KEY,
  versionId: 'v1',
  bytes: 2048,
  checksum: `SHA256:${SHA256}`,
  takenAt: '2026-03-01T03:00:05.000Z',
  ...overrides,
});

/** What S3 says of that dump. */
export const aDumpHead = (overrides: Partial<ObjectHead> = {}): ObjectHead => ({
  versionId: 'v1',
  bytes: 2048,
  checksum: `SHA256:${Buffer.from(SHA256, 'hex').toString('base64')}`,
  modifiedAt: '2026-03-01T03:00:20.000Z',
  encryptedBy: 'arn:aws:kms:us-east-1:111122223333:key/one',
  metadata: { sha256: SHA256, bytes: '2048', 'taken-at': '2026-03-01T03:00:05Z' },
  ...overrides,
});
