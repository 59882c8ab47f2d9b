import { caches } from '../../lib/aws/caches';
import { otherRegion, placeOf } from '../../lib/plan/deployment';
import type { Desk } from '../command/desk';
import { isUntold } from '../plan/any-plan';
import { bad, expected, type Finding, type Look, unknown } from './finding';

/** Of each cache its global datastore, asked where it would be promoted. */
export const looksAtCaches = (desk: Desk, activeRegion: string): readonly Look[] =>
  desk.plan.caches.map(({ id, globalDatastore, ...sides }) => {
    const what = `cache ${id}`;
    const standbyRegion = otherRegion(desk.plan, activeRegion);
    return {
      what,
      see: async (): Promise<readonly Finding[]> => {
        if (isUntold(globalDatastore))
          return [unknown(what, `its global datastore is ${globalDatastore}`, 'look at it in ElastiCache')];
        const { status, members, shards } = await caches(desk.aws(standbyRegion)).globalDatastore(
          globalDatastore,
        );
        const memberIn = (region: string, role: 'primary' | 'secondary'): Finding => {
          const name = sides[placeOf(desk.plan, region)].replicationGroup;
          const member = members.find((one) => one.replicationGroup === name && one.region === region);
          if (!member)
            return bad(`${what} in ${region}`, `${name} is no member`, `add it to ${globalDatastore}`);
          return expected(`${what} in ${region}`, member.role === role && member.status === 'associated', {
            found: `${name} is ${member.role}, ${member.status}`,
            next: `expected ${role}, associated; statemachines/README.md#failback says how to rejoin it`,
          });
        };
        return [
          expected(`${what}, datastore`, status === 'available' || status === 'primary-only', {
            found: `${globalDatastore} is ${status}`,
            next: "look at the global datastore's events in ElastiCache",
          }),
          memberIn(activeRegion, 'primary'),
          memberIn(standbyRegion, 'secondary'),
          expected(`${what}, shards`, shards === undefined ? undefined : shards === 1, {
            found: `${shards ?? 'unknown'}`,
            next: 'a cache of several shards can neither be switched over nor backed up to files',
          }),
        ];
      },
    };
  });
