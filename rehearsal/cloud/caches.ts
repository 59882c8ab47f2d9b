import { join } from 'node:path';
import type { Place } from '../../lib/plan/deployment';
import type { CloudSettings } from './cloud';
import { ElastiCache } from './elasticache';
import { type CacheMember, GlobalDatastore } from './elasticache-global';
import { admit } from './elasticache-groups';
import type { ObjectStore } from './s3';
import type { SecurityGroupRules } from './security-group-rules';

/** ElastiCache of both regions, over one global datastore; nothing in a rehearsal without a cache. */
export function modelCaches(
  settings: CloudSettings,
  rules: Readonly<Record<Place, SecurityGroupRules>>,
): ((place: Place, store: ObjectStore) => ElastiCache) | undefined {
  const { plan, caches, folder, clock, leftovers, applicationDoor, isAlive } = settings;
  const [cache] = plan.caches;
  if (!cache || !caches) return undefined;
  const member = (place: Place): CacheMember => ({
    region: plan.regions[place],
    replicationGroup: cache[place].replicationGroup,
    rules: rules[place],
    groups: [],
    tags: {},
    status: 'available',
    door: plan.networks[place].securityGroup,
    role: place === 'primary' ? 'PRIMARY' : 'SECONDARY',
    ...(place === 'primary' ? caches.primary : caches.standby),
  });
  const members = { primary: member('primary'), recovery: member('recovery') };
  admit(members.primary, cache.primary.securityGroups);
  admit(members.recovery, cache.recovery.securityGroups);
  const datastore = new GlobalDatastore(cache.globalDatastore, Object.values(members), isAlive);
  return (place, store) =>
    new ElastiCache(
      {
        region: plan.regions[place],
        folder: join(folder, 'elasticache'),
        now: clock.now,
        store,
        binary: caches.primary.server.binary,
        leftovers,
        rules: rules[place],
        doors: { clients: applicationDoor, orchestrator: plan.networks[place].securityGroup },
      },
      datastore,
    );
}
