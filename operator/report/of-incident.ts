import type { Judgement } from '../../lib/domain/objectives';
import type { Run } from '../../lib/domain/run';
import { unknownsOf } from '../../lib/domain/run-document';
import { evidenceOf } from '../../lib/domain/run-evidence';
import type { Account } from '../../lib/page/account';
import { inSeconds } from '../../lib/page/words';
import type { IncidentReport } from '../../rehearsal/report';
import { conditionsOf, lossInWords, timelineOf, unknownSection } from './parts';
import { checksSection, heldInWords } from './sections/checks';
import { objectivesSection } from './sections/objectives';
import { replicationSection } from './sections/replication';
import { fencesOfRun, fenceTable, runSection } from './sections/run';
import { surroundingsSection } from './sections/surroundings';
import { writableTable } from './sections/writable';
import { writesSection } from './sections/writes';

/** What is told of anything else that went wrong. */
export function ofIncident(report: IncidentReport): Account {
  const { scenario, verdict, checks, runs, course, database, cache, activeRegion, done } = report;
  const judgements = judgementsOf(runs);
  const unknown = runs.flatMap((run) => unknownsOf(run, evidenceOf(run)));
  const left = checks.filter(({ outcome }) => outcome === 'not rehearsed');
  return {
    title: `Rehearsal: ${scenario}`,
    verdict: {
      text: `${verdict === 'met' ? 'As promised' : 'Not as promised'}, ${heldInWords(checks)}${notMet(judgements)}`,
      tone: verdict === 'met' ? 'good' : 'bad',
    },
    sentence: `What was done: ${done}. In the end ${activeRegion} serves; ${database.lost} of ${database.acknowledged} acknowledged writes to the database were lost.${sideBySide(report)}`,
    figures: figures(report),
    conditions: conditionsOf(report),
    sections: [
      checksSection(checks),
      objectivesSection(judgements),
      timelineOf(report, runs),
      writesSection(course, [
        lossInWords('database', database),
        'notRehearsed' in cache ? `cache: not rehearsed: ${cache.notRehearsed}` : lossInWords('cache', cache),
      ]),
      replicationSection(course),
      ...runs.map(runSection),
      {
        title: 'Fences, and who could write',
        blocks: [{ table: fenceTable(runs.flatMap(fencesOfRun)) }, { table: writableTable(report.writable) }],
      },
      unknownSection(
        [...unknown, ...left.map(({ title, found }) => `${title}: ${found}`)],
        report.notRehearsed,
      ),
      surroundingsSection(report.surroundings, report.waitCompression),
    ],
  };
}

/** What a plan may promise, and what nobody who reads two lines may miss. */
const sideBySide = ({ writable: { database } }: IncidentReport): string =>
  database.mostAtOnce > 1
    ? ` ${database.mostAtOnce} databases took writes of clients side by side, for ${inSeconds(database.bothSeconds)}.`
    : '';

/** Of several runs, each with the name of its own. */
const judgementsOf = (runs: readonly Run[]): readonly Judgement[] =>
  runs.flatMap(({ workflow, id, judgements = [] }) =>
    judgements.map((one) =>
      runs.length > 1 ? { ...one, measure: `${one.measure}, ${workflow} ${id}` } : one,
    ),
  );

/** What a scenario promises are its checks; an objective that a run missed, or could not judge, is said all the same. */
function notMet(judgements: readonly Judgement[]): string {
  const count = (word: Judgement['judged']) => judgements.filter(({ judged }) => judged === word).length;
  const said = (['missed', 'unknown'] as const).filter((word) => count(word) > 0);
  if (said.length === 0) return '';
  return `; of ${judgements.length} objectives ${said.map((word) => `${count(word)} ${word}`).join(', ')}`;
}

const figures = ({ database, writable, runs }: IncidentReport): Account['figures'] => [
  {
    name: 'without a write',
    value: inSeconds(database.longestGapSeconds),
    note: 'database, at most, as the client saw it',
  },
  { name: 'writes lost', value: String(database.lost), note: `of ${database.acknowledged} acknowledged` },
  {
    name: 'runs',
    value: String(runs.length),
    note: runs.map(({ workflow, outcome }) => `${workflow} ${outcome}`).join(', ') || 'none was needed',
  },
  {
    name: 'writable at once',
    value: String(writable.database.mostAtOnce),
    note: `databases, at most; two for ${inSeconds(writable.database.bothSeconds)}`,
  },
];
