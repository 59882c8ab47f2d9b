import * as z from 'zod';
import { DEPLOYMENT_TAG } from '../../lib/domain/snapshot-name';
import { instantShape } from './shapes';

/** One snapshot to take and to copy, as PlanSnapshots words it and every state after it receives it. */
export const snapshotJobShape = z.object({
  database: z.string().min(1),
  policy: z.string().min(1),
  snapshot: z.string().min(1),
  instance: z.string().min(1),
  from: z.string().min(1),
  to: z.string().min(1),
  targetKeyArn: z.string().min(1),
});
export type SnapshotJob = z.output<typeof snapshotJobShape>;

/** What CheckSnapshot answers about a finished snapshot. */
export const finishedSnapshotShape = z.object({
  arn: z.string().min(1),
  region: z.string().min(1),
  keyArn: z.string().min(1).optional(),
  takenAt: instantShape,
});
export type FinishedSnapshot = z.output<typeof finishedSnapshotShape>;

/** Tags that tell where a snapshot comes from, on the source and on its copy. */
export const snapshotTags = (job: SnapshotJob, deployment: string): Readonly<Record<string, string>> => ({
  [DEPLOYMENT_TAG]: deployment,
  'firebackup:database': job.database,
  'firebackup:policy': job.policy,
});
