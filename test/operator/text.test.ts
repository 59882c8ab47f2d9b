import { backupText } from '../../operator/backup-text';
import { wrapped } from '../../operator/text';
import type { BackupReport } from '../../rehearsal/report';
import { aCourse, SURROUNDINGS } from '../helpers/a-course';
import { at } from '../helpers/at';

test('a long line goes on below, indented by more than it began', () => {
  expect(wrapped('  RPO met: it was 0 s behind', 18)).toEqual(['  RPO met: it was', '    0 s behind']);
  expect(wrapped('one two', 5)).toEqual(['one', '  two']);
});

test('a word that fits no line has one of its own', () => {
  expect(wrapped('arn:aws:rds:us-east-1 is gone', 8)).toEqual(['arn:aws:rds:us-east-1', '  is', '  gone']);
});

test('every line of an answer is as wide as the first', () => {
  const line =
    'cache queue if us-east-1 is lost: cache-backup-copy in us-west-2, to 2026-11-25T16:38:51Z, losing 15 s';
  const report: BackupReport = {
    about: 'backups',
    scenario: 'backup',
    verdict: 'met',
    startedAt: at(0),
    regions: { primary: 'us-east-1', recovery: 'us-west-2', witness: 'us-east-2' },
    awsCalls: {},
    surroundings: SURROUNDINGS,
    course: aCourse(),
    seconds: 20,
    waitCompression: 1000,
    checks: [],
    points: [],
    answer: Array.from({ length: 30 }, () => line),
    notRehearsed: [],
  };
  const lines = backupText(report).split('\n');
  expect(lines.filter((one) => one.trim().startsWith('cache queue'))).toHaveLength(30);
  expect(lines.filter((one) => one === '    2026-11-25T16:38:51Z, losing 15 s')).toHaveLength(30);
});
