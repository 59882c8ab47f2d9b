import * as z from 'zod';
import { instantShape } from './shapes';

/** One dump to make, as PlanDumps words it and every state after it receives it. */
export const dumpJobShape = z.object({
  database: z.string().min(1),
  policy: z.string().min(1),
  /** Its name as a recovery point: the same firing of a schedule gives the same. */
  id: z.string().min(1),
  region: z.string().min(1),
  bucket: z.string().min(1),
  key: z.string().min(1),
  keyArn: z.string().min(1),
  lockDays: z.int().min(1),
  /** Whether it was made already, by an execution that did not come to its end. */
  isThere: z.boolean(),
  /** Where S3 replicates it to; missing where it does not. */
  copy: z
    .object({ region: z.string().min(1), bucket: z.string().min(1), keyArn: z.string().min(1) })
    .optional(),
  /** What the container task connects to, as its environment wants it: texts. */
  connection: z.object({
    host: z.string().min(1),
    port: z.string().min(1),
    databaseName: z.string().min(1),
    user: z.string().min(1),
  }),
  task: z.object({
    cluster: z.string().min(1),
    family: z.string().min(1),
    subnets: z.array(z.string().min(1)).min(1),
    securityGroups: z.array(z.string().min(1)).min(1),
  }),
});
export type DumpJob = z.output<typeof dumpJobShape>;

/** One version of one object that was looked at and is a dump. */
export const finishedDumpShape = z.object({
  region: z.string().min(1),
  bucket: z.string().min(1),
  key: z.string().min(1),
  versionId: z.string().min(1),
  bytes: z.int().min(1),
  /** Of the whole file: `SHA256:` and its sum in hexadecimal digits, as `sha256sum` words it. */
  checksum: z.string().min(1),
  takenAt: instantShape,
});
export type FinishedDump = z.output<typeof finishedDumpShape>;
