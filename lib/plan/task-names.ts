import type { Plan } from './plan';

type Named = Pick<Plan, 'name'>;

/*
 * Names on ECS that are known beforehand: who runs a task says the family, and gets its newest revision.
 */

/** Where the containers of a deployment run, in each of its regions. */
export const clusterName = ({ name }: Named): string => `${name}-backups`;

/** Makes one dump and ends. */
export const dumpFamily = ({ name }: Named): string => `${name}-dump`;

/** PostgreSQL over what a dump holds. */
export const dumpServerFamily = ({ name }: Named): string => `${name}-dump-server`;

/** PostgreSQL recovered from a WAL archive. */
export const archiveServerFamily = ({ name }: Named): string => `${name}-archive-server`;

export const serverFamilies = (plan: Named): readonly string[] => [
  dumpServerFamily(plan),
  archiveServerFamily(plan),
];
