import * as z from 'zod';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';

/** Where a backup is kept in a region. */
const placeShape = z.object({
  region: z.string().min(1),
  bucket: z.string().min(1),
  keyArn: z.string().min(1),
});

/** One cache backup to take, to keep and to copy, as PlanCacheBackups words it and every state after it receives it. */
export const cacheBackupJobShape = z.object({
  cache: z.string().min(1),
  policy: z.string().min(1),
  /** Of the snapshot, of its file and of the recovery points. */
  name: z.string().min(1),
  replicationGroup: z.string().min(1),
  /** The key that both files are kept under. */
  key: z.string().min(1),
  from: placeShape,
  to: placeShape,
  /** Both recovery points are in the ledger: nothing is left to do but to clear away. */
  isRecorded: z.boolean(),
});
export type CacheBackupJob = z.output<typeof cacheBackupJobShape>;

/** One version of one file of a backup. */
export const backupFileShape = z.object({
  region: z.string().min(1),
  bucket: z.string().min(1),
  key: z.string().min(1),
  versionId: z.string().min(1),
  bytes: z.int().min(0),
  checksum: z.string().optional(),
});
export type BackupFile = z.output<typeof backupFileShape>;

/** One that was looked at, and has a checksum to compare. */
export const checkedFileShape = backupFileShape.required();
export type CheckedFile = z.output<typeof checkedFileShape>;

/** Tags that tell where a cache snapshot comes from. */
export const cacheBackupTags = (
  job: CacheBackupJob,
  deployment: string,
): Readonly<Record<string, string>> => ({
  [DEPLOYMENT_TAG]: deployment,
  'firebackup:cache': job.cache,
  'firebackup:policy': job.policy,
});
