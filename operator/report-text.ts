import type { Report } from '../rehearsal/report';
import { backupText } from './backup-text';
import { regionLossText } from './region-loss-text';

/** A report as it is read. */
export const reportText = (report: Report): string =>
  report.about === 'backups' ? backupText(report) : regionLossText(report);
