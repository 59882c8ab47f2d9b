import { Listr } from 'listr2';
import { rehearsalOf } from '../rehearsal/rehearsal-of';
import type { Report } from '../rehearsal/report';
import type { Say, ScenarioName, ScenarioSettings } from '../rehearsal/scenario';
import type { RehearsedPage } from './page/rehearsed-page';
import { brokenRow, type ScenarioRow, scenarioRow } from './scenario-row';

interface Task {
  readonly title: string;
  /** Answers with what the title becomes. */
  readonly run: (say: Say) => Promise<string>;
}

/** Runs one scenario, each of its steps a line; leaves nothing behind, whatever happens. */
export async function playOne(settings: ScenarioSettings, page?: RehearsedPage): Promise<Report> {
  const rehearsal = rehearsalOf(settings);
  page?.plays(rehearsal, settings.scenario);
  const steps = rehearsal.steps.map(({ title, run }) => ({
    title,
    run: async (say: Say) => {
      page?.doing(title);
      return `${title}: ${await run(say)}`;
    },
  }));
  try {
    await shown(steps);
    return rehearsal.report();
  } finally {
    await page?.ends();
    await rehearsal.end();
  }
}

export interface Played {
  readonly rows: readonly ScenarioRow[];
  readonly reports: readonly Report[];
}

/** Runs one scenario after the other, each of them a line. One that breaks off keeps no other from its turn. */
export async function playAll(
  scenarios: readonly ScenarioName[],
  settings: Omit<ScenarioSettings, 'scenario'>,
  page?: RehearsedPage,
): Promise<Played> {
  const rows: ScenarioRow[] = [];
  const reports: Report[] = [];
  const tasks = scenarios.map((scenario) => ({
    title: scenario,
    run: async (say: Say) => {
      const played = await silently({ ...settings, scenario }, say, page).catch((error: Error) => error);
      if (!(played instanceof Error)) reports.push(played);
      const row = played instanceof Error ? brokenRow(scenario, played) : scenarioRow(scenario, played);
      rows.push(row);
      return `${scenario}: ${row.verdict}`;
    },
  }));
  await shown(tasks);
  return { rows, reports };
}

async function silently(settings: ScenarioSettings, say: Say, page?: RehearsedPage): Promise<Report> {
  const rehearsal = rehearsalOf(settings);
  page?.plays(rehearsal, settings.scenario);
  try {
    for (const { title, run } of rehearsal.steps) {
      say(title);
      page?.doing(title);
      await run((text) => say(`${title}: ${text}`));
    }
    return rehearsal.report();
  } finally {
    await page?.ends();
    await rehearsal.end();
  }
}

async function shown(tasks: readonly Task[]): Promise<void> {
  const lines = tasks.map(({ title, run }) => ({
    title,
    task: async (_context: unknown, task: { title: string; output: string }) => {
      task.title = await run((text) => {
        task.output = text;
      });
    },
  }));
  await new Listr(lines, {
    registerSignalListeners: false,
    fallbackRenderer: 'simple',
    rendererOptions: { formatOutput: 'wrap' },
  }).run();
}
