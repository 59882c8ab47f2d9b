import { styleText } from 'node:util';
import type { BackupReport } from '../rehearsal/report';
import { checkLines } from './check-lines';
import { pointLine } from './point-line';
import { notRehearsed, section, wrapped } from './text';

/** What the recovery points were worth, for a terminal of 80 columns: the verdict first, then what it rests on. */
export const backupText = (report: BackupReport): string =>
  [
    heading(report),
    ...section('Checks', report.checks.flatMap(checkLines)),
    ...section(
      'Recovery points at the end',
      report.points.flatMap((point) => wrapped(pointLine(point))),
    ),
    ...section(
      'If I had to recover now, asked before anything was damaged',
      report.answer.flatMap((line) => wrapped(line)),
    ),
    ...notRehearsed(report.notRehearsed),
  ].join('\n');

function heading({ scenario, verdict, seconds, checks, waitCompression }: BackupReport): string {
  const held = checks.filter(({ outcome }) => outcome === 'held').length;
  const left = checks.filter(({ outcome }) => outcome === 'not rehearsed').length;
  const colour = verdict === 'met' ? 'green' : 'red';
  return [
    '',
    styleText(
      ['bold', colour],
      `${scenario}: ${held} of ${checks.length} checks held, ${left} not rehearsed`,
    ),
    `${seconds.toFixed(1)} s in all, with waits ${waitCompression} times shorter than on AWS`,
  ].join('\n');
}
