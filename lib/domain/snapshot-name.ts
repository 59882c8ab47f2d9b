import type { Instant } from './instant';

/**
 * A snapshot's identifier, from what it is for and when it was due: the same firing of a schedule gives the same name,
 * however often it is delivered. At most 24 + 63 + 63 + 12 characters and hyphens, under RDS' limit of 255.
 */
export const snapshotName = (deployment: string, database: string, policy: string, due: Instant): string =>
  [deployment, database, policy, due.slice(0, 16).replace(/[-:T]/g, '')].join('-');

/** The tag that tells our snapshots, and their copies, from everybody else's. Its value is the deployment's name. */
export const DEPLOYMENT_TAG = 'firebackup:deployment';
