import { planObjections } from './consistency';
import type { PlanObjection } from './plan-objection';
import { planOf } from './reference-plan';
import type { ReferencePlan } from './reference-schema';
import { standIns } from './stand-ins';

const PLACES = ['primary', 'recovery'] as const;

/** All that is wrong with such a plan as a whole: what would be wrong with any, and what cannot be built. */
export const referenceObjections = (plan: ReferencePlan): readonly PlanObjection[] => [
  ...planObjections(planOf(plan, standIns(plan))),
  ...certificateObjections(plan),
  ...addressObjections(plan),
  ...shardObjections(plan),
];

const certificateObjections = ({ reference, regions }: ReferencePlan): readonly PlanObjection[] =>
  PLACES.filter((place) => reference.certificates[place].split(':')[3] !== regions[place]).map((place) => ({
    path: ['reference', 'certificates', place],
    value: reference.certificates[place],
    expected: `expected a certificate of ${regions[place]}: a load balancer takes those of its own region`,
  }));

/** Names that lead to the load balancers: they speak TLS on its own port, and records go into the zone that is named. */
const addressObjections = ({ api, reference }: ReferencePlan): readonly PlanObjection[] =>
  (['publicUrl', 'primaryUrl', 'recoveryUrl'] as const).flatMap((key) => {
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
  });

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
