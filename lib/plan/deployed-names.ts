import type { Plan } from './plan';

type Named = Pick<Plan, 'name'>;

/*
 * Names of what a plan deploys, known before it exists: stacks give them, and whoever looks for one of these afterwards
 * needs nothing but the plan.
 */

/** One name in every region, so that no stack has to be told by another which table is the ledger. */
export const ledgerTableName = ({ name }: Named): string => `${name}-ledger`;

/** A machine's name in its region; with the plan's in front, so that two deployments can share an account. */
export const machineName = ({ name }: Named, workflow: string): string => `${name}-${workflow}`;

/** A function's name in its region, from its contract's. */
export const functionName = ({ name }: Named, contract: string): string => `${name}-${contract}`;

/** What the group of each schedule begins with; the rest tells one schedule from another. */
export const scheduleGroupPrefix = ({ name }: Named): string => `${name}-`;

/** The bucket for dumps and cache backups of a region. The account is in it, because a bucket's name is taken worldwide. */
export const backupBucketName = ({ name }: Named, region: string, account: string): string =>
  `${name}-backups-${region}-${account}`;
