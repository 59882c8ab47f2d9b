import type { Run } from '../../lib/domain/run';
import type { NumberedWrite } from '../numbered-writer';
import type { IncidentReport, RegionLossReport } from '../report';

/** What the acts of a rehearsal find out, each for the ones after it. */
export interface Findings {
  snapshot: RegionLossReport['snapshot'];
  killedAt: number;
  /** When a partition had been over for long enough. */
  healedAt: number;
  run: Run;
  writes: readonly NumberedWrite[];
  surviving: ReadonlySet<number>;
  database: RegionLossReport['database'];
  cache: RegionLossReport['cache'];
  oldPrimary: RegionLossReport['oldPrimary'];
  counted: Pick<IncidentReport, 'database' | 'cache' | 'runs' | 'activeRegion'>;
}
