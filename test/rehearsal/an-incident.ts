import { Incident } from '../../rehearsal/incidents/incident';
import { SCRIPTS } from '../../rehearsal/incidents/scripts';
import type { IncidentReport } from '../../rehearsal/report';
import type { ScenarioName } from '../../rehearsal/scenario';
import { examplePlan } from './a-world';

async function rehearsed(scenario: ScenarioName): Promise<IncidentReport> {
  const script = SCRIPTS[scenario];
  if (!script) throw new Error(`no script for ${scenario}`);
  const rehearsal = new Incident({ scenario, plan: examplePlan(), compression: 1000 }, script);
  try {
    for (const { run } of rehearsal.steps) await run(() => undefined);
    return rehearsal.report() as IncidentReport;
  } finally {
    await rehearsal.end();
  }
}

/**
 * A test of each. The ones that no file names are for `npm run rehearse -- --scenario all`: each takes ten seconds, and what
 * it shows is shown by tasks alone too.
 */
export function eachHolds(scenarios: readonly ScenarioName[]): void {
  test.each(scenarios)('what the scenario %s promises holds', async (scenario) => {
    const { checks, verdict, database } = await rehearsed(scenario);

    expect(checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
    expect(verdict).toBe('met');
    expect(database.acknowledged).toBeGreaterThan(0);
  });
}
