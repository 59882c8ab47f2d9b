import { Backups } from './backups/backups';
import { RegionLoss } from './region-loss';
import type { Rehearsal, ScenarioSettings } from './scenario';

/** The rehearsal of a scenario, not begun yet. */
export const rehearsalOf = (settings: ScenarioSettings): Rehearsal =>
  settings.scenario === 'backup' ? new Backups(settings) : new RegionLoss(settings);
