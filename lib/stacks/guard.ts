import { contract } from '../../lambdas/guard-region/contract';
import { alarmOnErrors } from '../constructs/alarm-on-errors';
import { writeAccessVariables } from '../constructs/environment';
import { scheduledByTheMinute } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';

/** Fences its own region by the minute: as soon as the ledger says that another one is active, or by the plan in isolation. */
export function addGuard(site: Site): void {
  const guardRegion = scheduledByTheMinute(site, 'GuardSchedule', {
    contract,
    environment: writeAccessVariables(site.plan),
    ledgerEverywhere: true,
  });
  alarmOnErrors(
    site,
    guardRegion,
    `the guard of ${site.region} fails: it hears no ledger, a region that is no longer active may still take writes, or an active one is fenced`,
  );
}
