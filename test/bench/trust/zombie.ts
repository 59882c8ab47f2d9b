import { Incident } from '../../../rehearsal/incidents/incident';
import { frozenPrimary } from '../../../rehearsal/incidents/scripts/frozen-primary';
import type { IncidentReport } from '../../../rehearsal/report';
import { examplePlan } from '../../rehearsal/a-world';
import { type Promised, progress } from './promise';

/** A primary that stood still, was failed over, and woke up with open sessions. */
export async function zombie(): Promise<Promised> {
  progress('frozen primary', 1, 1);
  const settings = { plan: examplePlan(), compression: 1000, scenario: 'frozen-primary' } as const;
  const incident = new Incident(settings, frozenPrimary);
  try {
    for (const { run } of incident.steps) await run(() => undefined);
    const { writable, checks } = incident.report() as IncidentReport;
    const { mostAtOnce, bothSeconds } = writable.database;
    return {
      what: 'databases writable at once, one frozen and woken',
      measured: `${mostAtOnce}, two for ${bothSeconds.toFixed(2)} s`,
      goal: '1',
      kept: mostAtOnce === 1 && checks.every(({ outcome }) => outcome !== 'failed'),
    };
  } finally {
    await incident.end();
  }
}
