import * as z from 'zod';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { instantShape } from './shapes';

/** Where a backup is kept in a region. */
const placeShape = z.object({
  region: z.string().min(1),
  bucket: z.string().min(1),
  keyArn: z.string().min(1),
});

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
  /** How far an earlier execution got in the ledger. In both regions: nothing is left to do but to clear away. */
  recorded: z.enum(['nowhere', 'in its own region', 'in both regions']),
  /** The recovery point of its own region, once it is recorded: the copy is made of it. */
  own: z.object({ file: checkedFileShape, takenAt: instantShape }).optional(),
});
export type CacheBackupJob = z.output<typeof cacheBackupJobShape>;

/** Tags that tell where a cache snapshot comes from. */
export const cacheBackupTags = (
  job: CacheBackupJob,
  deployment: string,
): Readonly<Record<string, string>> => ({
  [DEPLOYMENT_TAG]: deployment,
  'firebackup:cache': job.cache,
  'firebackup:policy': job.policy,
});
