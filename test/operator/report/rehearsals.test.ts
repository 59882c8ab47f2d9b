import { ofAll } from '../../../operator/report/of-all';
import { ofRehearsal } from '../../../operator/report/of-rehearsal';
import { documentFor } from '../../../operator/report/report-file';
import { brokenRow, scenarioRow } from '../../../operator/scenario-row';
import type { BackupReport, Check, IncidentReport } from '../../../rehearsal/report';
import { aCourse } from '../../helpers/a-course';
import { aDoneFailover, aRegionLossReport } from '../../helpers/a-region-loss-report';

const common = aRegionLossReport();
const held: Check = { title: 'never two writable databases', outcome: 'held', found: '1 at most' };
const anIncident = (report: Partial<IncidentReport> = {}): IncidentReport => ({
  ...common,
  about: 'incident',
  scenario: 'there-and-back',
  done: 'region died, came home, and died again',
  runs: [],
  activeRegion: 'us-west-2',
  database: { acknowledged: 331, lost: 0, lostSeconds: 0, longestGapSeconds: 3.94 },
  cache: { notRehearsed: 'no redis-server was found' },
  checks: [held],
  ...report,
});
const markdown = (report: Parameters<typeof ofRehearsal>[0]) => documentFor('report.md')(ofRehearsal(report));

test('an incident is as promised by its checks, and an objective that a run missed is said all the same', () => {
  const judgements = [
    { measure: 'database RPO', judged: 'missed', objectiveSeconds: 60, measuredSeconds: 607 },
    { measure: 'api RTO', judged: 'unknown', objectiveSeconds: 900 },
  ] as const;
  const { verdict } = ofRehearsal(anIncident({ runs: [aDoneFailover({ judgements })] }));

  expect(verdict.text).toBe('As promised, 1 of 1 checks held; of 2 objectives 1 missed, 1 unknown');
});

test('two databases that took writes side by side are told of in the first sentence', () => {
  const writable = {
    ...common.writable,
    database: { ...common.writable.database, mostAtOnce: 2 as const, bothSeconds: 4.7 },
  };
  expect(ofRehearsal(anIncident({ writable })).sentence).toContain(
    '2 databases took writes of clients side by side',
  );
  expect(ofRehearsal(anIncident()).sentence).not.toContain('side by side');
});

test('what several runs were held against is told apart by their names', () => {
  const judgements = [
    { measure: 'api RTO', judged: 'met', objectiveSeconds: 900, measuredSeconds: 3 },
  ] as const;
  const runs = [aDoneFailover({ id: 'one', judgements }), aDoneFailover({ id: 'two', judgements })];
  const text = markdown(anIncident({ runs }));

  expect(text).toContain('| api RTO, failover one | ✓ met |');
  expect(text).toContain('| api RTO, failover two | ✓ met |');
});

test('a run whose time lies in minutes that nobody waited for is drawn at the leap, and that is said', () => {
  const course = aCourse({ leaps: [{ at: 4, by: 600 }] });
  const text = markdown(anIncident({ course, runs: [aDoneFailover()] }));

  expect(text).toContain('| failover alarm-1 | 2.00 s | 4.00 s | done |');
  expect(text).toContain('Nobody waited for 10 minutes that passed on the clock of the functions alone');
});

test('of backups, what was not rehearsed is not among what held, and the answer keeps its order', () => {
  const report: BackupReport = {
    ...common,
    about: 'backups',
    scenario: 'backup',
    checks: [held, { title: 'logical dump', outcome: 'not rehearsed', found: 'pg_dump is version 15' }],
    points: [],
    answer: ['database main', '  if us-east-1 is lost: nothing to recover from'],
  };
  const text = markdown(report);

  expect(text).toContain('**✓ As promised, 1 of 2 checks held, 1 not rehearsed**');
  expect(text).toContain('| ? not rehearsed | logical dump | pg\\_dump is version 15 |');
  expect(text).toContain('- database main\n  - if us-east-1 is lost: nothing to recover from');
});

test('of all scenarios, one that broke off is told as such, and no figure is made up for it', () => {
  const report = aRegionLossReport();
  const rows = [scenarioRow('region-loss', report), brokenRow('flapping', new Error('no PostgreSQL'))];
  const account = ofAll({ rows, reports: [report] });

  expect(account.verdict).toEqual({ text: '1 of 2 scenarios as promised', tone: 'bad' });
  const text = documentFor('report.md')(account);
  expect(text).toContain('| flapping | ✗ broke off | none | not estimated | not counted | not looked at |');
  expect(text).toContain('- flapping: no PostgreSQL');
});
