import type { Plan } from './plan';
import type { PlanObjection } from './plan-objection';

const HOUR = 3600;

/** Restores that the plan promises and cannot carry out. */
export const restoreObjections = (plan: Plan): readonly PlanObjection[] => [
  ...seedObjections(plan),
  ...drillObjections(plan),
  ...archiveObjections(plan),
];

const seedObjections = ({ caches, cacheBackups }: Plan): readonly PlanObjection[] =>
  caches.flatMap(({ id, onRegionLoss }, at) =>
    onRegionLoss !== 'seed' || cacheBackups.some((policy) => policy.caches.includes(id))
      ? []
      : [
          {
            path: ['caches', at, 'onRegionLoss'],
            value: onRegionLoss,
            expected: `expected a policy of cacheBackups that covers ${id}, or promote or cold: a new cache is filled from the newest backup`,
          },
        ],
  );

/** A server that replays an archive stands where dumps are made. */
const archiveObjections = ({ walArchives, dumps }: Plan): readonly PlanObjection[] =>
  walArchives.length === 0 || dumps.length > 0
    ? []
    : [
        {
          path: ['walArchives'],
          value: walArchives.map(({ id }) => id),
          expected:
            'expected a policy in dumps too: its subnets are where the server runs that an archive is restored to',
        },
      ];

/** A scratch instance is counted with all the hours until it expires; a cap below that lets no drill restore anything. */
function drillObjections({ drill }: Plan): readonly PlanObjection[] {
  const { scratchExpiresAfter, instanceHoursMost } = drill;
  // Not `<=`: a duration that could not be parsed is no number, and is reported where it stands.
  if (!(scratchExpiresAfter > instanceHoursMost * HOUR)) return [];
  const least = Math.ceil(scratchExpiresAfter / HOUR);
  return [
    {
      path: ['drill', 'instanceHoursMost'],
      value: instanceHoursMost,
      expected: `expected at least ${least}, or a shorter drill.scratchExpiresAfter: not even one scratch instance fits below the cap`,
    },
  ];
}
