import { planObjections } from './consistency';
import type { PlanObjection } from './plan-objection';
import { planOf } from './reference-plan';
import type { ReferencePlan } from './reference-schema';
import { standIns } from './stand-ins';
import { MAINTENANCE_WINDOW } from './workload-names';

const PLACES = ['primary', 'recovery'] as const;

/** All that is wrong with such a plan as a whole: what would be wrong with any, and what cannot be built. */
export const referenceObjections = (plan: ReferencePlan): readonly PlanObjection[] => [
  ...planObjections(planOf(plan, standIns(plan))),
  ...deploymentNameObjections(plan),
  ...certificateObjections(plan),
  ...addressObjections(plan),
  ...shardObjections(plan),
  ...windowObjections(plan),
];

/** Elastic Load Balancing keeps such names for those that it calls itself; the load balancer begins with the plan's. */
const deploymentNameObjections = ({ name }: ReferencePlan): readonly PlanObjection[] =>
  name.startsWith('internal-')
    ? [
        {
          path: ['name'],
          value: name,
          expected: 'expected a name that does not begin with internal-: no load balancer may be called so',
        },
      ]
    : [];

const certificateObjections = ({ reference, regions }: ReferencePlan): readonly PlanObjection[] =>
  PLACES.filter((place) => reference.certificates[place].split(':')[3] !== regions[place]).map((place) => ({
    path: ['reference', 'certificates', place],
    value: reference.certificates[place],
    expected: `expected a certificate of ${regions[place]}: a load balancer takes those of its own region`,
  }));

/** Names that lead to the load balancers: they speak TLS on its own port, and records go into the zone that is named. */
const addressObjections = ({ api, reference }: ReferencePlan): readonly PlanObjection[] => [
  ...(api.loadBalancers
    ? [
        {
          path: ['api', 'loadBalancers'],
          value: api.loadBalancers,
          expected:
            'expected nothing: with workload reference, load balancers are built here and known when it is deployed',
        },
      ]
    : []),
  ...(['publicUrl', 'primaryUrl', 'recoveryUrl'] as const).flatMap((key) => {
    if (!URL.canParse(api[key])) return [];
    const { protocol, port, hostname } = new URL(api[key]);
    const zone = reference.hostedZone?.name;
    const outside = zone !== undefined && hostname !== zone && !hostname.endsWith(`.${zone}`);
    if (protocol === 'https:' && port === '' && !outside) return [];
    return [
      {
        path: ['api', key],
        value: api[key],
        expected: outside
          ? `expected a name in reference.hostedZone, ${zone}: the record for it is made there`
          : 'expected https:// and no port: the load balancer that is built speaks TLS on 443 and nothing else',
      },
    ];
  }),
];

const shardObjections = ({ reference, cacheBackups }: ReferencePlan): readonly PlanObjection[] =>
  !(reference.cacheShards > 1) || cacheBackups.length === 0
    ? []
    : [
        {
          path: ['reference', 'cacheShards'],
          value: reference.cacheShards,
          expected:
            'expected 1, or no cacheBackups: a backup of a cache with several shards is several files, which are not kept here',
        },
      ];

/** RDS refuses an instance whose two windows meet; Sundays are like the other days to a daily window. */
const windowObjections = ({ databases }: ReferencePlan): readonly PlanObjection[] =>
  databases.flatMap(({ backupWindow }, at) => {
    const [from, to] = backupWindow.split('-') as [string, string];
    const [maintained, done] = MAINTENANCE_WINDOW.split('-').map((end) => end.slice(-5)) as [string, string];
    const isOverMidnight = to <= from;
    if (isOverMidnight ? from >= done && to <= maintained : from >= done || to <= maintained) return [];
    return [
      {
        path: ['databases', at, 'backupWindow'],
        value: backupWindow,
        expected: `expected a window outside ${MAINTENANCE_WINDOW}, when the instance that is built is maintained`,
      },
    ];
  });
