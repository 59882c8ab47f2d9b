import * as z from 'zod';
import { bucketName, identifier, subnet } from './aws-names';
import { kept, schedule } from './policy-schema';
import { positiveDuration } from './units';

const LARGEST_SEGMENT_MB = 1024;

const taskNetwork = z.array(subnet).min(1).meta({
  description:
    'Subnets from which the dump task reaches the database and, by a public address, its images and S3.',
});

/** Logical dumps: another format, another tool, another fault that spares them. */
export const dumpPolicy = z.strictObject({
  name: identifier,
  databases: z.array(z.string()).min(1).meta({ description: 'Ids of the databases that it covers.' }),
  schedule: schedule.default('rate(4 hours)'),
  ...kept,
  lockDays: z
    .int()
    .min(1, {
      error: 'expected at least 1 day: a dump without a lock can be deleted by whoever gets hold of a key',
    })
    .max(365, { error: 'expected at most 365 days' })
    .meta({ description: 'Days that nobody can delete a dump. No default.' }),
  subnets: z.strictObject({ primary: taskNetwork, recovery: taskNetwork }),
});

export const cacheBackupPolicy = z.strictObject({
  name: identifier,
  caches: z.array(z.string()).min(1).meta({ description: 'Ids of the caches that it covers.' }),
  schedule,
  ...kept,
});

/** The archive of a PostgreSQL that you run yourself; RDS keeps its own, which is checked without being named. */
export const walArchive = z.strictObject({
  id: identifier,
  buckets: z
    .strictObject({ primary: bucketName, recovery: bucketName })
    .meta({ description: 'Where it archives to, and the replica of that in the recovery region.' }),
  prefix: z
    .string()
    .regex(/^([\w.-]+\/)*$/, { error: 'expected a prefix that ends with a slash, such as main/, or nothing' })
    .default('')
    .meta({ description: 'Segments lie under wal/ below it, base backups as base/<name>/base.tar.' }),
  segmentMegabytes: z
    .int()
    .refine((size) => Number.isInteger(Math.log2(size)) && size >= 1 && size <= LARGEST_SEGMENT_MB, {
      error: 'expected a power of two from 1 to 1024, as SHOW wal_segment_size says',
    })
    .default(16),
  archiveTimeout: positiveDuration.prefault('60s').meta({
    description: "PostgreSQL's archive_timeout: the longest time that a written segment stays open.",
  }),
});

export const drill = z
  .strictObject({
    schedule: schedule.default('cron(0 6 ? * SUN *)'),
    scratchExpiresAfter: positiveDuration.prefault('6h').meta({
      description:
        'What a drill restored is removed after this time at the latest, whatever became of the drill.',
    }),
    instanceHoursMost: z.int().min(1, { error: 'expected at least 1 hour' }).default(24).meta({
      description: 'Scratch instances times the hours until they expire, per drill. The rest waits its turn.',
    }),
    heartbeatTolerance: positiveDuration.prefault('5m').meta({
      description: 'How much older than the recovered moment the newest heartbeat in the data may be.',
    }),
  })
  .prefault({});
