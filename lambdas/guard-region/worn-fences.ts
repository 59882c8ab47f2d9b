import type { Caches } from '../../lib/aws/caches';
import type { Databases } from '../../lib/aws/databases';
import { type Deployment, placeOf } from '../../lib/plan/deployment';
import { isFenced } from '../unfence-region/unfence';

interface Verbs {
  readonly deployment: Deployment;
  readonly databases: Pick<Databases, 'instance'>;
  readonly caches: Pick<Caches, 'securityGroups'>;
}

/**
 * What of a region has its fence group, in force or on its way. What cannot be read is left out: it is not there, or somebody
 * else will tell.
 */
export const wornFences =
  ({ deployment, databases, caches }: Verbs, region: string) =>
  async (): Promise<readonly string[]> => {
    const place = placeOf(deployment, region);
    const found = await Promise.allSettled([
      ...deployment.databases.map(async ({ [place]: { instance: name, fenceSecurityGroup } }) => {
        const { securityGroups } = await databases.instance(name);
        return isFenced(securityGroups, fenceSecurityGroup) ? [name] : [];
      }),
      ...deployment.caches.map(async ({ [place]: { replicationGroup, fenceSecurityGroup } }) => {
        const groups = await caches.securityGroups(replicationGroup);
        return isFenced(groups, fenceSecurityGroup) ? [replicationGroup] : [];
      }),
    ]);
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
