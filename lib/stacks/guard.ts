import { Duration } from 'aws-cdk-lib';
import { contract } from '../../lambdas/guard-region/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { writeAccessVariables } from '../constructs/environment';
import type { Site } from '../constructs/site';
import { TaskFunction } from '../constructs/task-function';
import { UtcSchedule } from '../constructs/utc-schedule';

/** Fences its own region by the minute: as soon as the ledger says that another one is active, or by the plan in isolation. */
export function addGuard(site: Site): void {
  const guardRegion = new TaskFunction(site, {
    contract,
    environment: writeAccessVariables(site.plan),
    ledgerEverywhere: true,
  });
  // The next minute is the retry.
  guardRegion.function.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  new UtcSchedule(site, 'GuardSchedule', {
    description: `${contract.name}: every minute`,
    expression: 'rate(1 minute)',
    starts: { arn: guardRegion.function.functionArn, action: 'lambda:InvokeFunction' },
    input: {},
    latestAfterSeconds: 60,
  });
  alarmOnErrors(
    site,
    guardRegion,
    `the guard of ${site.region} fails: it hears no ledger, a region that is no longer active may still take writes, or an active one is fenced`,
  );
}
