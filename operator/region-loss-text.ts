import { styleText } from 'node:util';
import type { Fence } from '../lib/domain/fence';
import type { Judgement } from '../lib/domain/objectives';
import type { RegionLossReport } from '../rehearsal/report';
import type { Tally } from '../rehearsal/tally';
import { phaseLines } from './phase-lines';
import { pointLine } from './point-line';
import { notRehearsed, section, wrapped } from './text';

const COLOURS = { met: 'green', missed: 'red', unknown: 'yellow' } as const;

/** What came of losing a region, for a terminal of 80 columns: the verdict first, then the numbers, then what they do not say. */
export function regionLossText(report: RegionLossReport): string {
  return [
    heading(report),
    ...section('Phases of the failover', phases(report)),
    ...section('Objectives', report.judgements.flatMap(judgementLines)),
    ...section('What the client saw', client(report)),
    ...section('Fences', fences(report)),
    ...section('Recovery points', recoveryPoints(report)),
    ...notRehearsed(report.notRehearsed),
  ].join('\n');
}

function heading({
  scenario,
  verdict,
  seconds,
  regions,
  waitCompression,
  judgements,
}: RegionLossReport): string {
  const colour = COLOURS[verdict];
  const unknown = judgements.filter(({ judged }) => judged === 'unknown').length;
  return [
    '',
    styleText(
      ['bold', colour],
      `${scenario}: objectives ${verdict}${unknown > 0 ? `, ${unknown} unknown` : ''}`,
    ),
    `${regions.primary} lost, ${regions.recovery} took over, ${regions.witness} watched; ${seconds.toFixed(1)} s in all,`,
    `with waits ${waitCompression} times shorter than on AWS`,
  ].join('\n');
}

function phases({ failover }: RegionLossReport): readonly string[] {
  const because = failover.because ? [`because ${failover.because}`] : [];
  return [...phaseLines(failover.phases ?? []), `run ${failover.id} ended ${failover.outcome}`, ...because];
}

function judgementLines({
  measure,
  judged,
  objectiveSeconds,
  measuredSeconds,
  because,
}: Judgement): readonly string[] {
  const measured = measuredSeconds === undefined ? '?' : `${measuredSeconds.toFixed(2)} s`;
  const verdict = styleText(COLOURS[judged], judged.padEnd(8));
  return [
    `${verdict}${measure.padEnd(36)}${measured.padStart(9)}  of ${objectiveSeconds} s`,
    ...(because ? wrapped(`because ${because}`, 68).map((line) => `        ${line}`) : []),
  ];
}

function client({ database, cache, decisionToFirstWriteSeconds }: RegionLossReport): readonly string[] {
  const seconds = decisionToFirstWriteSeconds?.toFixed(2) ?? '?';
  return [
    `${'database'.padEnd(10)}${tally(database)}`,
    'notRehearsed' in cache
      ? `${'cache'.padEnd(10)}not rehearsed: ${cache.notRehearsed}`
      : `${'cache'.padEnd(10)}${tally(cache)}`,
    `from the decision to the first write in the recovery region: ${seconds} s`,
  ];
}

function tally({ acknowledged, writesPerSecond, lost, killToFirstWriteSeconds }: Tally): string {
  const first = killToFirstWriteSeconds?.toFixed(2) ?? '?';
  const lostText = styleText(lost === 0 ? 'green' : 'yellow', `${lost} lost`);
  return `${acknowledged} writes acknowledged (${writesPerSecond.toFixed(0)}/s), ${lostText}, first ${first} s after the kill`;
}

function fences({ fences: atFailover, oldPrimary, writable }: RegionLossReport): readonly string[] {
  const { attempts, accepted, refused, whileUp, rowsOnlyThere } = oldPrimary;
  return [
    ...atFailover.flatMap((fence) => fenceLines('at failover', fence)),
    ...oldPrimary.fences.flatMap((fence) => fenceLines('on return', fence)),
    `the old primary came back and refused ${refused} of ${attempts} writes at its own door`,
    `(${whileUp} of them while it was up; ${accepted} accepted); ${rowsOnlyThere} rows exist only there`,
    `databases that took writes of clients at one instant: ${writable.database.mostAtOnce} at most`,
  ];
}

const fenceLines = (when: string, { component, id, outcome, because }: Fence): readonly string[] => {
  const colour = outcome === 'held' ? 'green' : 'yellow';
  return wrapped(`${when}, ${component} ${id}: ${styleText(colour, outcome)}: ${because}`);
};

const recoveryPoints = ({ snapshot }: RegionLossReport): readonly string[] => [
  ...snapshot.points.map(pointLine),
  `taken and copied in ${snapshot.seconds.toFixed(2)} s`,
];
