import { styleText } from 'node:util';
import type { Fence } from '../lib/domain/fence';
import type { Judgement } from '../lib/domain/objectives';
import type { RegionLossReport } from '../rehearsal/report';
import type { Tally } from '../rehearsal/tally';
import { pointLine } from './point-line';
import { notRehearsed, section, wrapped } from './text';

const BAR_WIDTH = 30;
const COLOURS = { met: 'green', missed: 'red', unknown: 'yellow' } as const;

/** What came of losing a region, for a terminal of 80 columns: the verdict first, then the numbers, then what they do not say. */
export function regionLossText(report: RegionLossReport): string {
  return [
    heading(report),
    ...section('Phases of the failover', phases(report)),
    ...section('Objectives', report.judgements.map(judgement)),
    ...section('What the client saw', client(report)),
    ...section('Fences', fences(report)),
    ...section('Recovery points', recoveryPoints(report)),
    ...notRehearsed(report.notRehearsed),
  ].join('\n');
}

function heading({ scenario, verdict, seconds, regions, waitCompression }: RegionLossReport): string {
  const colour = COLOURS[verdict];
  return [
    '',
    styleText(['bold', colour], `${scenario}: objectives ${verdict}`),
    `${regions.primary} lost, ${regions.recovery} took over, ${regions.witness} watched; ${seconds.toFixed(1)} s in all,`,
    `with waits ${waitCompression} times shorter than on AWS`,
  ].join('\n');
}

function phases({ failover }: RegionLossReport): readonly string[] {
  const known = failover.phases ?? [];
  const longest = Math.max(...known.map(({ seconds }) => seconds));
  const rows = known.map(({ name, seconds }) => {
    const bar = '█'.repeat(Math.round((seconds / longest) * BAR_WIDTH));
    return `${name.padEnd(9)}${seconds.toFixed(3).padStart(7)} s  ${bar}`.trimEnd();
  });
  const because = failover.because ? [`because ${failover.because}`] : [];
  return [...rows, `run ${failover.id} ended ${failover.outcome}`, ...because];
}

function judgement({ measure, judged, objectiveSeconds, measuredSeconds }: Judgement): string {
  const measured = measuredSeconds === undefined ? '?' : `${measuredSeconds.toFixed(2)} s`;
  const verdict = styleText(COLOURS[judged], judged.padEnd(8));
  return `${verdict}${measure.padEnd(36)}${measured.padStart(9)}  of ${objectiveSeconds} s`;
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

function fences({ fences: atFailover, oldPrimary }: RegionLossReport): readonly string[] {
  const { attempts, accepted, refused, whileUp, rowsOnlyThere } = oldPrimary;
  return [
    ...atFailover.flatMap((fence) => fenceLines('at failover', fence)),
    ...oldPrimary.fences.flatMap((fence) => fenceLines('on return', fence)),
    `the old primary came back and refused ${refused} of ${attempts} writes at its own door`,
    `(${whileUp} of them while it was up; ${accepted} accepted); ${rowsOnlyThere} rows exist only there`,
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
