import { durationInWords } from '../../lib/domain/duration-in-words';
import { CHECKER_INTERVAL_SECONDS } from '../../lib/domain/verdict';
import type { Plan } from '../../lib/plan/plan';

export interface Chapter {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** A plan in words: what is protected, by what and when, what happens when the region is lost, and what is left open. */
export const explainPlan = (plan: Plan): readonly Chapter[] => [
  { title: 'What is protected', sentences: protectedStores(plan) },
  { title: 'By what, and when (UTC)', sentences: backups(plan) },
  { title: `How the loss of ${plan.regions.primary} is seen`, sentences: watch(plan) },
  { title: `What happens when ${plan.regions.primary} is lost`, sentences: loss(plan) },
  { title: 'What it may cost then', sentences: objectives(plan) },
  { title: 'What this plan leaves open', sentences: gaps(plan) },
];

const protectedStores = ({ regions, databases, caches, walArchives, api }: Plan): readonly string[] => [
  `the API at ${api.publicUrl}, served from ${regions.primary} and after a loss from ${regions.recovery}`,
  ...databases.map(
    ({ id, primary, recovery }) =>
      `database ${id}: ${primary.instance} in ${regions.primary}, replicated to ${recovery.instance} in ${regions.recovery}`,
  ),
  ...caches.map(
    ({ id, globalDatastore, primary, recovery }) =>
      `cache ${id}: ${primary.replicationGroup} in ${regions.primary}, replicated to ${recovery.replicationGroup} in ${regions.recovery} by ${globalDatastore}`,
  ),
  ...walArchives.map(
    ({ id, buckets }) => `WAL archive ${id}: in ${buckets.primary}, and its replica in ${buckets.recovery}`,
  ),
];

function backups({ databases, policies, dumps, cacheBackups, drill, regions }: Plan): readonly string[] {
  return [
    ...databases.map(
      ({ id, backupRetentionDays }) =>
        `every moment of the last ${backupRetentionDays} days of ${id}, by automated backups of RDS in the region that serves`,
    ),
    ...policies.map(
      ({ name, databases: of, schedule, ...kept }) =>
        `${name}: snapshots of ${of.join(', ')}, ${schedule}, copied to the other region; ${keptInWords(kept)}`,
    ),
    ...dumps.map(
      ({ name, databases: of, schedule, lockDays, ...kept }) =>
        `${name}: dumps of ${of.join(', ')}, ${schedule}, which nobody can delete for ${lockDays} days; from ${regions.primary} replicated to ${regions.recovery}; ${keptInWords(kept)}`,
    ),
    ...cacheBackups.map(
      ({ name, caches: of, schedule, ...kept }) =>
        `${name}: contents of ${of.join(', ')}, ${schedule}, as files in both regions; ${keptInWords(kept)}`,
    ),
    `all of these are restored and looked into, ${drill.schedule}, within ${drill.instanceHoursMost} instance hours a time`,
  ];
}

function keptInWords({
  retain,
  keepProven,
}: Pick<Plan['policies'][number], 'retain' | 'keepProven'>): string {
  const units = { hourly: 'hours', daily: 'days', weekly: 'weeks', monthly: 'months' } as const;
  const slots = (Object.keys(units) as (keyof typeof units)[]).flatMap((tier) =>
    retain[tier] > 0 ? [`${retain[tier]} ${units[tier]}`] : [],
  );
  return `kept: the newest of each of ${slots.join(', ')}, and the newest ${keepProven} proven ones however old`;
}

function watch({ probe, regions }: Plan): readonly string[] {
  const { interval, failuresToDeclare, inRegionHold } = probe;
  const least = Math.max(inRegionHold, (failuresToDeclare - 1) * interval);
  return [
    `the API and the database are probed every ${durationInWords(interval)} from ${regions.recovery} and from ${regions.witness}; each of Route 53's checkers asks the API every ${durationInWords(CHECKER_INTERVAL_SECONDS)}`,
    `two of the three have to see it down, by ${failuresToDeclare} bad probes in a row over ${durationInWords(inRegionHold)} (checkers: for as long): what RDS mends by itself within that time is left to it`,
    `so no loss is acted upon sooner than ${durationInWords(least)} after it`,
  ];
}

const MODES: Readonly<Record<Plan['failover']['mode'], (plan: Plan) => string>> = {
  automatic: ({ regions }) => `by itself, everything moves to ${regions.recovery}`,
  approval: ({ notify, failover, regions }) =>
    `a run asks ${notify} whether to move everything to ${regions.recovery}, and waits ${durationInWords(failover.approvalExpiresAfter)} for an answer`,
  off: () => 'nothing happens until a person starts a failover',
};
const UNFENCED: Readonly<Record<Plan['failover']['whenUnfenced'], string>> = {
  promote:
    'the recovery region is promoted all the same, and the old one may take writes until its guard runs',
  stop: 'nothing is promoted, and a person has to decide',
  wait: 'the run waits for the ten minutes in which a silent region fences itself, and promotes then',
};
const ISOLATION: Readonly<Record<Plan['failover']['isolation'], string>> = {
  fence: 'closes itself to clients, so that no two sides take writes',
  keep: 'goes on serving whoever still reaches it, beside a side that may have been promoted',
};
const CACHES: Readonly<Record<Plan['caches'][number]['onRegionLoss'], string>> = {
  promote: 'its replica is promoted',
  seed: 'a new one is filled from the newest backup',
  cold: 'a new one starts empty',
};

const loss = (plan: Plan): readonly string[] => [
  MODES[plan.failover.mode](plan),
  `first ${plan.regions.primary} is fenced, as well as it can be; where it cannot be reached, ${UNFENCED[plan.failover.whenUnfenced]}`,
  `a region that hears the ledger nowhere ${ISOLATION[plan.failover.isolation]}`,
  ...plan.databases.map(({ id, recovery }) => `database ${id}: ${recovery.instance} is promoted`),
  ...plan.caches.map(({ id, onRegionLoss }) => `cache ${id}: ${CACHES[onRegionLoss]}`),
  plan.compute
    ? 'services are scaled to the size that they had'
    : 'services keep the size that they have there: the plan names none',
  `then clients are led to ${plan.regions.recovery}, and no other failover starts by itself for ${durationInWords(plan.failover.coolDown)}`,
  'the way home is a failback, which a person starts',
];

const objectives = ({ objectives: { region } }: Plan): readonly string[] =>
  Object.entries(region).map(
    ([component, { rto, rpo }]) =>
      `${component}: back within ${durationInWords(rto)}, missing at most ${durationInWords(rpo)} of writes`,
  );

function gaps(plan: Plan): readonly string[] {
  const { databases, caches, policies, dumps, cacheBackups, api, compute } = plan;
  const covered = (of: readonly { readonly databases: readonly string[] }[], id: string) =>
    of.some((policy) => policy.databases.includes(id));
  const found = [
    ...databases.flatMap(({ id, applicationRoles, checks }) => [
      ...(covered(policies, id) ? [] : [`no snapshots of ${id}`]),
      ...(covered(dumps, id) ? [] : [`no dumps of ${id}: a fault of RDS itself would reach every copy`]),
      ...(applicationRoles.length > 0
        ? []
        : [`no applicationRoles of ${id}: writes are fenced by the network alone`]),
      ...(checks.length > 0 ? [] : [`no checks of your own on restored contents of ${id}`]),
    ]),
    ...caches.flatMap(({ id }) =>
      cacheBackups.some((policy) => policy.caches.includes(id)) ? [] : [`no backups of cache ${id}`],
    ),
    ...(api.writeUrl ? [] : ['no api.writeUrl: a moved region is confirmed by reads alone']),
    ...(api.regionHeader ? [] : ['no api.regionHeader: which region answers is told by addresses']),
    ...(compute ? [] : ['no compute: nothing is scaled when the role moves']),
  ];
  return found.length > 0 ? found : ['nothing that this looks for'];
}
