import { REHEARSED_PROBE } from './local-deployment';
import type { World } from './world';

/** What a rehearsal on one machine cannot show, so that nobody reads it as passed. */
export function differencesFromAws({ settings, engines }: World): readonly string[] {
  const { plan, compression } = settings;
  const { interval, failuresToDeclare } = REHEARSED_PROBE;
  return [
    ...(engines.cacheNotRehearsed ? [`the cache: ${engines.cacheNotRehearsed}`] : []),
    ...plan.databases.slice(1).map(({ id }) => `database ${id}: a rehearsal has one database`),
    ...plan.caches.slice(1).map(({ id }) => `cache ${id}: a rehearsal has one cache`),
    `detection as the plan has it (${plan.probe.interval} s × ${plan.probe.failuresToDeclare}, held for ` +
      `${plan.probe.inRegionHold} s): here ${interval} s × ${failuresToDeclare}, and the alarm rings at once`,
    `the time that RDS, ElastiCache and Route 53 take: waits are ${compression} times shorter here`,
    'the mode of the plan: a rehearsal fails over by itself, whether or not the old primary could be fenced',
    'IAM, KMS, TLS and quotas: nothing here evaluates a policy, encrypts, or throttles',
    'what ElastiCache does about a member whose region is gone: assumed to promote at once',
  ];
}
