import { REHEARSED_PROBE } from './local-deployment';
import type { World } from './world';

/** What no rehearsal on one machine can show, so that nobody reads it as passed. */
export function differencesFromAws({ settings, engines }: World): readonly string[] {
  const { plan, compression } = settings;
  return [
    ...(engines.cacheNotRehearsed ? [`the cache: ${engines.cacheNotRehearsed}`] : []),
    ...plan.databases.slice(1).map(({ id }) => `database ${id}: a rehearsal has one database`),
    ...plan.caches.slice(1).map(({ id }) => `cache ${id}: a rehearsal has one cache`),
    `the time that RDS, ElastiCache and Route 53 take: waits are up to ${compression} times shorter here`,
    'IAM, KMS, TLS and quotas: nothing here evaluates a policy, encrypts, or throttles by itself',
  ];
}

/** What a failover that is rehearsed cannot show beyond that. */
export function failoverDifferences({ settings: { plan } }: World): readonly string[] {
  const { interval, failuresToDeclare } = REHEARSED_PROBE;
  return [
    `detection as the plan has it (${plan.probe.interval} s × ${plan.probe.failuresToDeclare}, held for ` +
      `${plan.probe.inRegionHold} s): here ${interval} s × ${failuresToDeclare}, and the alarm rings at once`,
    'the mode of the plan: a rehearsal fails over by itself, whether or not the old primary could be fenced',
    'how often RDS ships WAL: every second here, about every 5 minutes there; class, subnets and parameters of a restore',
    'what ElastiCache does about a member whose region is gone: assumed to promote at once, and to be a secondary when it returns',
    'automated backups of a replica that was rebuilt: it streams and is promoted, and nothing is restored from it',
  ];
}

/** What backups that are rehearsed cannot show beyond that. */
export function backupDifferences({ settings: { plan } }: World): readonly string[] {
  return [
    ...plan.policies.slice(1).map(({ name }) => `policy ${name}: a rehearsal has one policy`),
    "the plan's retention: here one hourly slot and one proven snapshot, so that something goes",
    'the sizes of real data: how long a restore takes on AWS is what drills there measure',
    'containers: their scripts run here in a shell of this machine, without images, sign-in or network',
  ];
}
