import { epochSeconds, type Figure, figure, JUDGED, sample, stateSamples } from './exposed-figure';
import type { Judgement } from './objectives';
import type { Role } from './role';
import type { Run } from './run';

/** The run that a role tells of: the open one, else the one that moved the region, or was given up, last. */
export function lastRunOf({ openRun, lastChange, lastAbandoned }: Role): string | undefined {
  if (openRun) return openRun.id;
  const known = [lastChange, lastAbandoned].flatMap((one) => one ?? []);
  return known.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at)).at(-1)?.run;
}

/** What is open, and what came of the last run. @param run the record of `lastRunOf(role)`, as far as there is one */
export function exposedRun({ openRun }: Role, run: Run | undefined): readonly Figure[] {
  const judged = (run?.judgements ?? []).map((one) => ({ ...one, labels: labelsOf(one) }));
  return [
    figure('firebackup_open_run', 'Whether a run has the role.', openRun ? 1 : 0),
    figure(
      'firebackup_open_run_opened_timestamp_seconds',
      'When the open run was opened.',
      epochSeconds(openRun?.openedAt),
    ),
    {
      name: 'firebackup_last_run_info',
      help: 'The run that is open, or else the last one that moved the region or was given up: its outcome.',
      samples: run ? sample({ workflow: run.workflow, outcome: run.outcome }, 1) : [],
    },
    figure('firebackup_last_run_ended_timestamp_seconds', 'When it ended.', epochSeconds(run?.endedAt)),
    {
      name: 'firebackup_last_run_measured_seconds',
      help: 'The RTO and RPO that it measured.',
      samples: judged.flatMap(({ labels, measuredSeconds }) => sample(labels, measuredSeconds)),
    },
    {
      name: 'firebackup_last_run_judgement',
      help: 'How that compares with the objectives: 1 for the state that holds.',
      samples: judged.flatMap((one) => stateSamples(one.labels, JUDGED, one.judged)),
    },
  ];
}

/** A run measures a component's RTO or RPO, in these words. */
function labelsOf({ measure }: Judgement): { component: string; objective: string } {
  const [component = '', objective = ''] = measure.split(' ');
  return { component, objective: objective.toLowerCase() };
}
