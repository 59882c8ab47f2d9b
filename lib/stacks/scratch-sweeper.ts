import { Duration } from 'aws-cdk-lib';
import { contract } from '../../lambdas/sweep-scratch/contract';
import { deploymentVariables } from '../constructs/environment';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';

/** An instance is billed by the second: a quarter of an hour too long costs cents. */
const EVERY = Duration.minutes(15);

/** Removes what restores and drills of its region left behind when their machine could not. */
export function addScratchSweeper(site: Site): void {
  scheduledTask(
    site,
    { id: 'SweepSchedule', expression: `rate(${EVERY.toMinutes()} minutes)`, latestAfter: EVERY },
    { contract, environment: deploymentVariables(site.plan), scratch: 'listed' },
  );
}
