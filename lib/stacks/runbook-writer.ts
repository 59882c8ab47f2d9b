import { Duration } from 'aws-cdk-lib';
import { contract } from '../../lambdas/write-runbook/contract';
import { bucketVariables } from '../constructs/backup-bucket';
import { ledgerVariables } from '../constructs/environment';
import { scheduledTask } from '../constructs/scheduled-task';
import type { Site } from '../constructs/site';
import { RUNBOOK_PREFIX } from '../domain/runbook-document';

/** Before most working days begin anywhere on the plan's continents; by then the night's backups are recorded. */
const DAILY = 'cron(15 5 * * ? *)';

/** Writes every day what to do by hand, into the backup bucket of its region. */
export function addRunbookWriter(site: Site): void {
  const { plan } = site;
  scheduledTask(
    site,
    { id: 'RunbookSchedule', expression: DAILY, latestAfter: Duration.hours(1) },
    {
      contract,
      environment: { ...ledgerVariables(plan), ...bucketVariables(plan), NOTIFY: plan.notify },
      backupKeys: [`${RUNBOOK_PREFIX}*`],
    },
  );
}
