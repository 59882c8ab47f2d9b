import type { Deployment } from './deployment';

/** Everything that the plan names and that holds live data. Nothing of this name is ever made, or removed, by a restore. */
export const liveNames = ({
  databases,
  caches,
}: Pick<Deployment, 'databases' | 'caches'>): ReadonlySet<string> =>
  new Set([
    ...databases.flatMap(({ primary, recovery }) => [primary.instance, recovery.instance]),
    ...caches.flatMap(({ primary, recovery }) => [primary.replicationGroup, recovery.replicationGroup]),
  ]);
