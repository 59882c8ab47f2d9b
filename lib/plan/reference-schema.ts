import * as z from 'zod';
import { allDiffer, subnet, vpc } from './aws-names';
import { dumpPolicy } from './backups-schema';
import { databaseRole, describedCache, describedDatabase, everyPlan } from './plan';
import { referenceObjections } from './reference-objections';
import { SIZES } from './sizing';

/*
 * A plan whose workload is built here: the same file, with what is to be built in place of the identifiers of what runs.
 */

/** RDS allows 15 replicas of one instance, and the recovery region's is one of them. */
const REPLICAS_MOST = 14;
/** Names of caches end in the id, and ElastiCache allows 40 characters: 24 of the plan's name, two hyphens, `dr`, and this. */
const CACHE_ID_MOST = 12;

const image = z
  .string()
  .regex(/^(?![^/]*[.:][^/]*\/)[a-z0-9]+([._/-][a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/, {
    error:
      "expected repository:tag of your account's own registry, such as firebackup:1.4.2: tasks can reach no other one",
  })
  .meta({
    description: "Repository and tag in ECR of the account; has to lie in both serving regions' registries.",
  });

const certificateArn = z
  .string({ error: 'expected the ARN of a certificate in ACM' })
  .regex(/^arn:aws:acm:[a-z0-9-]+:\d{12}:certificate\/[A-Za-z0-9-]+$/, {
    error:
      'expected the ARN of a certificate such as arn:aws:acm:us-east-1:111122223333:certificate/…: the load balancer speaks TLS only',
  });

const hostedZone = z.strictObject({
  id: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/, { error: 'expected the id of a hosted zone such as Z0123456789ABCDEFGHIJ' }),
  name: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, { error: 'expected a domain such as example.com' }),
});

const threeSubnets = z
  .array(subnet)
  .length(3, { error: 'expected three subnets, in three zones: fewer do not outlast the loss of one' })
  .refine(allDiffer, { error: 'expected three subnets that differ: each in another zone' });

const network = z.strictObject({
  vpc,
  publicSubnets: threeSubnets.meta({
    description: 'With a way in: of the load balancer, and of tasks that dump.',
  }),
  privateSubnets: threeSubnets.meta({
    description: 'Of everything else. Tasks in them have to reach ECR, CloudWatch Logs and Secrets Manager.',
  }),
});

const reference = z.strictObject({
  size: z
    .enum(SIZES, { error: `expected a size of the sizing table: ${SIZES.join(', ')}` })
    .default('medium')
    .meta({ description: 'small: 5 projects; medium: 25; large: 100; enterprise: 500 and more.' }),
  image,
  certificates: z
    .strictObject({ primary: certificateArn, recovery: certificateArn })
    .meta({ description: 'Of the load balancers: each in its region, and good for api.publicUrl.' }),
  hostedZone: hostedZone.optional().meta({
    description: 'Where the names of api lie. Without it, DNS records are yours to make.',
  }),
  networks: z.strictObject({ primary: network, recovery: network }).optional().meta({
    description:
      'Networks of yours. Without them new ones are made, with endpoints of AWS and no other way out.',
  }),
  replicas: z
    .int()
    .min(0, { error: 'expected 0 or more read replicas' })
    .max(REPLICAS_MOST, {
      error: `expected at most ${REPLICAS_MOST}: RDS allows 15 of one instance, and the recovery region's is one`,
    })
    .default(2)
    .meta({ description: 'Read replicas in the primary region, beside the one in the recovery region.' }),
  cacheShards: z
    .int()
    .min(1, { error: 'expected 1 or more shards' })
    .max(90, { error: 'expected at most 90 shards, of three nodes each' })
    .default(1)
    .meta({
      description:
        'More than 1 makes a cluster: its backups are not kept, and no switchover moves it, only a failover.',
    }),
  active: z
    .enum(['primary', 'recovery', 'none'], {
      error:
        'expected primary or recovery, whichever region serves now, or none until the database has its roles',
    })
    .meta({
      description:
        'Services are deployed for it: in the other region the API stands by and no worker works; none: no task anywhere. No default.',
    }),
});

/** RDS has no `admin` for PostgreSQL and takes names of letters, digits and underscores. */
const databaseName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/, {
  error: 'expected the name of a database: lower-case letters, digits and underscores, at most 63',
});

const { subnets: _, ...dumpPolicyShape } = dumpPolicy.shape;

/** So that an identifier is refused by its own path, and not as a word that nobody knows. */
const builtHere = (what: string) =>
  z
    .never({
      error: `expected nothing: with workload reference, ${what} built here and known when it is deployed`,
    })
    .optional();

const database = z.strictObject({
  ...describedDatabase,
  databaseName,
  orchestratorUser: databaseRole.default('firebackup_orchestrator'),
  applicationRoles: z
    .array(databaseRole)
    .length(1, { error: 'expected one role: the one that the built API and workers log in as' })
    .default(['firebackup']),
  primary: builtHere('the instance is'),
  recovery: builtHere('the replica is'),
});

const cache = z.strictObject({
  ...describedCache,
  id: describedCache.id.max(CACHE_ID_MOST, {
    error: `expected at most ${CACHE_ID_MOST} characters: names of caches are built from it`,
  }),
  lists: z
    .array(z.string().min(1))
    .min(1, { error: 'expected at least one list: workers are scaled by how many jobs wait' })
    .default(['bull:backups:waiting'])
    .meta({ description: 'The lists of jobs that wait in it, measured every minute.' }),
  queues: builtHere('addresses of the cache are'),
  primary: builtHere('the cache is'),
  recovery: builtHere('its replica is'),
  globalDatastore: builtHere('the global datastore is'),
});

export const referencePlanSchema = z
  .strictObject({
    workload: z.literal('reference'),
    ...everyPlan,
    reference,
    databases: z.array(database).length(1, { error: 'expected one database: the one that is built here' }),
    caches: z.array(cache).length(1, { error: 'expected one cache: the one that is built here' }),
    dumps: z.array(z.strictObject(dumpPolicyShape)).default([]),
    networks: builtHere('networks are'),
    keys: builtHere('keys are'),
    compute: builtHere('the services are'),
  })
  .check((context) => {
    for (const objection of referenceObjections(context.value)) {
      context.issues.push({
        code: 'custom',
        input: objection.value,
        path: [...objection.path],
        message: objection.expected,
      });
    }
  });

/** A plan whose workload is built here; durations in seconds. */
export type ReferencePlan = z.output<typeof referencePlanSchema>;
