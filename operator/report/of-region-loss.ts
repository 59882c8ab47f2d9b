import { unknownsOf } from '../../lib/domain/run-document';
import { evidenceOf } from '../../lib/domain/run-evidence';
import type { Account, Section } from '../../lib/page/account';
import { endingInWords, inSeconds } from '../../lib/page/words';
import type { RegionLossReport } from '../../rehearsal/report';
import type { Tally } from '../../rehearsal/tally';
import { conditionsOf, timelineOf, unknownSection } from './parts';
import { objectivesSection } from './sections/objectives';
import { pointsSection } from './sections/points';
import { replicationSection } from './sections/replication';
import { fencesOfRun, fenceTable, runSection } from './sections/run';
import { surroundingsSection } from './sections/surroundings';
import { writableTable } from './sections/writable';
import { writesSection } from './sections/writes';

/** What is told of a lost region. */
export function ofRegionLoss(report: RegionLossReport): Account {
  const { scenario, verdict, failover, judgements, database, snapshot, course } = report;
  const unknown = judgements.filter(({ judged }) => judged === 'unknown').length;
  return {
    title: `Rehearsal: ${scenario}`,
    verdict: {
      text: `Objectives ${verdict}${unknown > 0 ? `, ${unknown} of ${judgements.length} not known` : ''}`,
      tone: verdict === 'met' ? 'good' : 'bad',
    },
    sentence: sentence(report),
    figures: figures(report),
    conditions: conditionsOf(report),
    sections: [
      objectivesSection(judgements),
      timelineOf(report, [failover]),
      writesSection(course, [...tallyInWords('database', database), ...cacheInWords(report)]),
      replicationSection(course),
      runSection(failover),
      fencesSection(report),
      pointsSection(snapshot.points, [
        { text: `Taken and copied in ${inSeconds(snapshot.seconds)}, before the region was lost.` },
      ]),
      unknownSection(unknownsOf(failover, evidenceOf(failover)), report.notRehearsed),
      surroundingsSection(report.surroundings, report.waitCompression),
    ],
  };
}

function sentence({ regions, database, oldPrimary, failover, writable }: RegionLossReport): string {
  const { killToFirstWriteSeconds: first, lost, acknowledged } = database;
  const took =
    first === undefined
      ? `${regions.recovery} was not seen to take a write`
      : `${regions.recovery} took the client's first write ${inSeconds(first)} later`;
  return (
    `${regions.primary} was killed while a client wrote; ${took}, and ${lost} of ${acknowledged} acknowledged writes to the database were lost. ` +
    `The failover ${endingInWords(failover)}. When the lost region came back, its database accepted ${oldPrimary.accepted} of ${oldPrimary.attempts} writes; ` +
    `at no instant did more than ${writable.database.mostAtOnce} take writes of clients.`
  );
}

const figures = ({
  database,
  decisionToFirstWriteSeconds,
  writable,
}: RegionLossReport): Account['figures'] => [
  { name: 'without a write', value: inSeconds(database.gapSeconds), note: 'database, as the client saw it' },
  {
    name: 'writes lost',
    value: String(database.lost),
    note: `of ${database.acknowledged} that were acknowledged by the database`,
  },
  {
    name: 'decision to first write',
    value: inSeconds(decisionToFirstWriteSeconds),
    note: "the failover's own part, once the region is seen to be down",
  },
  {
    name: 'writable at once',
    value: String(writable.database.mostAtOnce),
    note: 'databases, at most, that clients reached',
  },
];

function tallyInWords(
  store: string,
  { acknowledged, writesPerSecond, lost, lostSeconds, killToFirstWriteSeconds }: Tally,
): readonly string[] {
  return [
    `${store}: ${acknowledged} writes acknowledged, ${writesPerSecond.toFixed(0)} a second before the kill; the first one in the recovery region ${inSeconds(killToFirstWriteSeconds)} after it`,
    `${store}: ${lost} acknowledged writes lost${lost > 0 ? `, from the first to the last over ${inSeconds(lostSeconds)}` : ''}`,
  ];
}

const cacheInWords = ({ cache }: RegionLossReport): readonly string[] =>
  'notRehearsed' in cache ? [`cache: not rehearsed: ${cache.notRehearsed}`] : tallyInWords('cache', cache);

function fencesSection({ failover, oldPrimary, writable, regions }: RegionLossReport): Section {
  const { attempts, whileUp, accepted, rowsOnlyThere, fences } = oldPrimary;
  return {
    title: 'Fences, and who could write',
    blocks: [
      {
        table: fenceTable([
          ...fencesOfRun(failover),
          ...fences.map((fence) => ({ when: 'on its return', fence })),
        ]),
      },
      {
        text:
          `When ${regions.primary} came back, ${attempts} writes were tried at its database's own door, ${whileUp} of them while it was up: ` +
          `${accepted} accepted. Rows that exist only there: ${rowsOnlyThere}.`,
      },
      { table: writableTable(writable) },
    ],
  };
}
