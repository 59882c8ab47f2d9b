import type { Report } from '../rehearsal/report';
import { backupText } from './backup-text';
import { incidentText } from './incident-text';
import { regionLossText } from './region-loss-text';

/** A report as it is read. */
export function reportText(report: Report): string {
  if (report.about === 'backups') return backupText(report);
  return report.about === 'incident' ? incidentText(report) : regionLossText(report);
}
