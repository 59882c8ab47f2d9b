import type { Place } from './deployment';

type Named = { readonly name: string };

/*
 * Names in a built workload that are ours to choose, and so are known before anything is deployed.
 */

/** As the guide has them, after the deployment instead of `firebackup`. */
export const instanceName = ({ name }: Named, place: Place): string =>
  place === 'primary' ? `${name}-primary` : `${name}-cross-region`;
export const replicaName = ({ name }: Named, at: number): string => `${name}-replica-${at}`;

export const loadBalancerName = ({ name }: Named): string => `${name}-alb`;
export const targetGroupName = ({ name }: Named): string => `${name}-api`;

export const cacheName = ({ name }: Named, id: string, place: Place): string =>
  place === 'primary' ? `${name}-${id}` : `${name}-${id}-dr`;

export const databaseSubnetGroup = ({ name }: Named): string => `${name}-database`;
export const databaseParameterGroup = ({ name }: Named): string => `${name}-postgres16`;
export const cacheSubnetGroup = ({ name }: Named): string => `${name}-cache`;

/** Of the API and the workers; the orchestrator's own containers run in another one. */
export const workloadCluster = ({ name }: Named): string => name;
export const serviceName = ({ name }: Named, component: 'api' | 'workers'): string => `${name}-${component}`;

/** Makes the roles of a database that has just been made. */
export const prepareFamily = ({ name }: Named): string => `${name}-prepare-database`;

/** What the API and the workers log in with. */
export const applicationSecret = ({ name }: Named): string => `${name}/database/application`;
/** What the instance was made with: nobody logs in with it but to prepare the database. */
export const masterSecret = ({ name }: Named): string => `${name}/database/master`;

export const workloadStack = ({ name }: Named, place: Place): string => `${name}-workload-${place}`;

/** When the instances are maintained, by the guide: the hour after the one for backups. */
export const MAINTENANCE_WINDOW = 'sun:04:00-sun:05:00';
