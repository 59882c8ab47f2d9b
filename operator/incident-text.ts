import { styleText } from 'node:util';
import type { IncidentReport, NotRehearsed } from '../rehearsal/report';
import { checkLines } from './check-lines';
import { phaseLines } from './phase-lines';
import { notRehearsed, section, wrapped } from './text';

/** What came of an incident, for a terminal of 80 columns: the verdict first, then what it rests on. */
export const incidentText = (report: IncidentReport): string =>
  [
    heading(report),
    ...section('Checks', report.checks.flatMap(checkLines)),
    ...section('Runs', report.runs.length > 0 ? report.runs.flatMap(runLines) : ['none']),
    ...section('What the client saw', client(report)),
    ...section('Writable at one instant, as clients could reach it', writable(report)),
    ...notRehearsed(report.notRehearsed),
  ].join('\n');

function heading({ scenario, verdict, done, seconds, checks, waitCompression }: IncidentReport): string {
  const held = checks.filter(({ outcome }) => outcome === 'held').length;
  const colour = verdict === 'met' ? 'green' : 'red';
  return [
    '',
    styleText(['bold', colour], `${scenario}: ${held} of ${checks.length} checks held`),
    `${done}; ${seconds.toFixed(1)} s in all,`,
    `with waits ${waitCompression} times shorter than on AWS`,
  ].join('\n');
}

function runLines({
  id,
  workflow,
  outcome,
  because,
  phases = [],
}: IncidentReport['runs'][number]): readonly string[] {
  const ended = because ? `${outcome} because ${because}` : outcome;
  return [...wrapped(`${workflow} ${id} ended ${ended}`), ...phaseLines(phases)];
}

function client({ database, cache, activeRegion }: IncidentReport): readonly string[] {
  return [
    `${'database'.padEnd(10)}${counted(database)}`,
    `${'cache'.padEnd(10)}${counted(cache)}`,
    `${activeRegion} serves in the end`,
  ];
}

function counted(loss: IncidentReport['database'] | NotRehearsed): string {
  if ('notRehearsed' in loss) return `not rehearsed: ${loss.notRehearsed}`;
  const { acknowledged, lost, longestGapSeconds } = loss;
  const lostText = styleText(lost === 0 ? 'green' : 'yellow', `${lost} lost`);
  return `${acknowledged} writes acknowledged, ${lostText}, none for ${longestGapSeconds.toFixed(2)} s at most`;
}

const writable = ({ writable: { database, cache } }: IncidentReport): readonly string[] =>
  Object.entries({ database, cache }).flatMap(([name, sides]) => {
    if (!sides) return [];
    const colour = sides.mostAtOnce > 1 ? 'red' : 'green';
    const most = styleText(colour, `${sides.mostAtOnce} at most`);
    return [`${name.padEnd(10)}${most}, two for ${sides.bothSeconds.toFixed(2)} s`];
  });
