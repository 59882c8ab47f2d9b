import * as z from 'zod';
import {
  allDiffer,
  awsName,
  httpsUrl,
  identifier,
  instanceClass,
  keyArn,
  nodeType,
  region,
  runbooksUrl,
  securityGroup,
  subnet,
  vpc,
} from './aws-names';
import { cacheBackupPolicy, drill, dumpPolicy, walArchive } from './backups-schema';
import { compute } from './compute-schema';
import { planObjections } from './consistency';
import { failover, probe } from './failover-schema';
import { loadBalancers } from './load-balancers-schema';
import { objectives } from './objectives-schema';
import { policy } from './policy-schema';
import { queues } from './queues-schema';
import { dailyWindow } from './units';

/*
 * What the user declares. What can lose data has no default: retention, failover mode, what to do about a primary that
 * could not be fenced. Everything else defaults to the numbers of the reference deployment.
 */

export const WORKLOADS =
  'expected existing (the plan names what runs already) or reference (it is built here)';

const regions = z.strictObject({
  primary: region.meta({ description: 'Where the workload runs.' }),
  recovery: region.meta({ description: 'Where it is taken over.' }),
  witness: region.meta({ description: 'The third vantage point, outside both.' }),
});

const network = z.strictObject({
  vpc,
  subnets: z
    .array(subnet)
    .min(2, { error: 'expected at least two subnets, in different zones' })
    .refine(allDiffer, { error: 'expected subnets that differ: each in another zone' }),
  securityGroup: securityGroup.meta({
    description: "The orchestrator's own group: databases and caches admit it.",
  }),
});

const networks = z.strictObject({ primary: network, recovery: network });
const keys = z.strictObject({ primary: keyArn, recovery: keyArn });

/** As PostgreSQL takes it unquoted: what is named here is put into statements. */
export const databaseRole = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, {
  error: 'expected a database role: lower-case letters, digits and underscores, at most 63',
});

const databaseSide = z.strictObject({
  instance: identifier.meta({ description: 'DB instance identifier.' }),
  host: z.string().min(1),
  port: z.int().min(1).max(65_535).default(5432),
  securityGroups: z
    .array(securityGroup)
    .min(1)
    .meta({ description: 'The groups it has when it serves clients.' }),
  fenceSecurityGroup: securityGroup.meta({
    description:
      'The group it gets when fenced, and that scratch databases get: admits the orchestrator and nobody else.',
  }),
  subnetGroup: awsName.meta({ description: 'DB subnet group that restored databases get.' }),
  parameterGroup: awsName.meta({ description: 'DB parameter group that restored databases get.' }),
});

const ownCheck = z.strictObject({
  name: identifier,
  sql: z.string().min(1).meta({
    description:
      'One query that changes nothing and answers one row, whose first column is true if all is well.',
  }),
});

/** What a plan says of a database, wherever its instances come from. */
export const describedDatabase = {
  id: identifier,
  engine: z.literal('rds'),
  databaseName: z.string().min(1),
  orchestratorUser: z.string().min(1).default('firebackup_orchestrator'),
  applicationRoles: z.array(databaseRole).default([]).meta({
    description:
      'The roles that the application logs in as. Without them, writes are fenced by the network alone.',
  }),
  backupRetentionDays: z
    .int()
    .min(1, { error: 'expected 1 to 35 days; 0 switches automated backups off' })
    .max(35, { error: 'expected 1 to 35 days' })
    .meta({ description: 'Automated backups kept by the promoted database. No default.' }),
  backupWindow: dailyWindow.default('03:00-04:00'),
  checks: z.array(ownCheck).default([]).meta({
    description: 'Your own checks of the contents of a restored database.',
  }),
};

const database = z.strictObject({
  ...describedDatabase,
  primary: databaseSide,
  recovery: databaseSide.meta({ description: 'The cross-region read replica.' }),
  instanceClass: instanceClass
    .default('db.r5.large')
    .meta({ description: 'What restored databases run on.' }),
  multiAz: z.boolean().default(true).meta({ description: 'Whether restored databases have a standby zone.' }),
});

const cacheSide = z.strictObject({
  replicationGroup: identifier,
  securityGroups: z.array(securityGroup).min(1),
  fenceSecurityGroup: securityGroup,
  subnetGroup: awsName.meta({ description: 'Cache subnet group that seeded caches get.' }),
});

/** What a plan says of a cache, wherever its nodes come from. */
export const describedCache = {
  id: identifier,
  engine: z.literal('elasticache'),
  onRegionLoss: z.enum(['promote', 'seed', 'cold']).default('promote').meta({
    description:
      'promote: the replica takes over; seed: a new cache is filled from the newest backup; cold: a new one starts empty.',
  }),
};

const cache = z.strictObject({
  ...describedCache,
  globalDatastore: z.string().min(1).meta({ description: 'Id of the global replication group.' }),
  nodeType: nodeType.default('cache.r6g.large').meta({ description: 'What seeded caches run on.' }),
  queues,
  primary: cacheSide,
  recovery: cacheSide,
});

const api = z.strictObject({
  publicUrl: httpsUrl.meta({ description: 'What clients reach, whichever region serves.' }),
  primaryUrl: httpsUrl.meta({ description: 'The primary region alone; this is probed.' }),
  recoveryUrl: httpsUrl.meta({ description: 'The recovery region alone.' }),
  regionHeader: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, { error: 'expected the name of an HTTP header' })
    .optional()
    .meta({
      description:
        'A header of the answers that names the region which gave them. Without it, addresses are compared.',
    }),
  writeUrl: httpsUrl.optional().meta({
    description:
      'Behind the public name: a POST that writes one harmless row and answers 2xx. Without it, reads confirm.',
  }),
  loadBalancers,
});

/** What every plan says, whichever way its workload comes in. */
export const everyPlan = {
  name: identifier.max(24, { error: 'expected at most 24 characters: AWS names are built from it' }),
  regions,
  objectives,
  api,
  policies: z.array(policy).min(1, { error: 'expected at least one snapshot policy' }),
  cacheBackups: z.array(cacheBackupPolicy).default([]),
  walArchives: z.array(walArchive).default([]),
  drill,
  failover,
  probe,
  notify: z.email({ error: 'expected the e-mail address that alarms go to' }),
  runbooks: runbooksUrl.optional().meta({
    description:
      'Where the people on call open statemachines/README.md. Without it, alarms and mails name that file alone.',
  }),
};

export const planSchema = z
  .strictObject({
    workload: z.literal('existing', { error: WORKLOADS }).default('existing').meta({
      description: 'existing: the plan names what runs already; reference: it is built here.',
    }),
    ...everyPlan,
    networks,
    keys,
    databases: z.array(database).min(1, { error: 'expected at least one database' }),
    caches: z.array(cache).default([]),
    compute,
    dumps: z.array(dumpPolicy).default([]),
  })
  .check((context) => {
    for (const objection of planObjections(context.value)) {
      context.issues.push({
        code: 'custom',
        input: objection.value,
        path: [...objection.path],
        message: objection.expected,
      });
    }
  });

/** A plan as declared, checked; durations in seconds. */
export type Plan = z.output<typeof planSchema>;
/** A plan as it stands in the file. */
export type PlanFile = z.input<typeof planSchema>;
export type ProtectedDatabase = Plan['databases'][number];
export type ProtectedCache = Plan['caches'][number];
export type WalArchive = Plan['walArchives'][number];
export type SnapshotPolicy = Plan['policies'][number];
