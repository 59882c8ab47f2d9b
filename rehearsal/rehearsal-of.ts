import { Backups } from './backups/backups';
import { Incident } from './incidents/incident';
import { regionLoss } from './incidents/region-loss';
import { SCRIPTS } from './incidents/scripts';
import type { Rehearsal, ScenarioSettings } from './scenario';

/** The rehearsal of a scenario, not begun yet. */
export function rehearsalOf(settings: ScenarioSettings): Rehearsal {
  if (settings.scenario === 'backup') return new Backups(settings);
  const script = SCRIPTS[settings.scenario];
  return script ? new Incident(settings, script) : regionLoss(settings);
}
