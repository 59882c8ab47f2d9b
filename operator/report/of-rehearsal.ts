import type { Account } from '../../lib/page/account';
import type { Report } from '../../rehearsal/report';
import { ofBackups } from './of-backups';
import { ofIncident } from './of-incident';
import { ofRegionLoss } from './of-region-loss';

/** What is told of a rehearsal. */
export function ofRehearsal(report: Report): Account {
  if (report.about === 'backups') return ofBackups(report);
  return report.about === 'incident' ? ofIncident(report) : ofRegionLoss(report);
}
