import type { Account } from '../../lib/page/account';
import type { BackupReport } from '../../rehearsal/report';
import { conditionsOf, timelineOf, unknownSection } from './parts';
import { checksSection, heldInWords } from './sections/checks';
import { pointsSection } from './sections/points';
import { replicationSection } from './sections/replication';
import { surroundingsSection } from './sections/surroundings';
import { writesSection } from './sections/writes';

/** What is told of what the recovery points were worth. */
export function ofBackups(report: BackupReport): Account {
  const { scenario, verdict, checks, points, answer, course } = report;
  const count = (outcome: string) => checks.filter((check) => check.outcome === outcome).length;
  const left = checks.filter(({ outcome }) => outcome === 'not rehearsed');
  const proven = points.filter(({ proof }) => proof?.outcome === 'proven').length;
  return {
    title: `Rehearsal: ${scenario}`,
    verdict: {
      text: `${verdict === 'met' ? 'As promised' : 'Not as promised'}, ${heldInWords(checks)}`,
      tone: verdict === 'met' ? 'good' : 'bad',
    },
    sentence: `Recovery points of every kind were made while a client wrote, restored, looked into, and damaged. ${proven} of the ${points.length} that are there in the end are proven.`,
    figures: [
      { name: 'checks held', value: `${count('held')}`, note: `of ${checks.length}` },
      { name: 'failed', value: `${count('failed')}`, note: 'checks' },
      { name: 'not rehearsed', value: `${count('not rehearsed')}`, note: 'checks' },
      { name: 'proven', value: `${proven}`, note: `of ${points.length} recovery points in the end` },
    ],
    conditions: conditionsOf(report),
    sections: [
      checksSection(checks),
      pointsSection(points, [
        { title: 'If I had to recover now, asked before anything was damaged' },
        { items: answer, none: 'Nobody asked.' },
      ]),
      timelineOf(report, []),
      writesSection(course, []),
      replicationSection(course),
      unknownSection(
        left.map(({ title, found }) => `${title}: ${found}`),
        report.notRehearsed,
        'Checks that were not rehearsed',
      ),
      surroundingsSection(report.surroundings, report.waitCompression),
    ],
  };
}
