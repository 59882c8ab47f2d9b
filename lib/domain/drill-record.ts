import type { CheckedContents } from './contents';
import type { Instant } from './instant';
import type { PointKind, RecoveryPoint } from './recovery-point';

/** The longest that a drill may take, as long as its machine does; its hold lasts no longer. */
export const DRILL_LIMIT_SECONDS = 86_400;

/** What came of one recovery point in a drill. */
export interface Drilled {
  readonly store: string;
  readonly kind: PointKind;
  readonly point: string;
  /** `not drilled`: something else than the point failed, and nothing is known of the point. */
  readonly outcome: 'proven' | 'disproven' | 'not drilled';
  readonly because?: string | undefined;
  readonly usableSeconds?: number | undefined;
  readonly recoveredTo?: Instant | undefined;
  readonly contents?: CheckedContents | undefined;
  /** What was not removed, and why; it goes when its time has come. */
  readonly left?: string | undefined;
}

/** A kind of recovery point of a store that this drill leaves out. */
export interface Waiting {
  readonly store: string;
  readonly kind: PointKind;
  readonly because: string;
}

export interface DrillRecord {
  readonly run: string;
  readonly execution: string;
  readonly trigger: string;
  readonly region: string;
  readonly startedAt: Instant;
  readonly outcome: 'open' | 'done' | 'failed' | 'abandoned' | 'refused';
  readonly because?: string | undefined;
  readonly endedAt?: Instant | undefined;
  readonly drilled?: readonly Drilled[] | undefined;
  readonly waiting?: readonly Waiting[] | undefined;
}

/**
 * The name of a drill's run: what is asked for, the time that its schedule was due, or the execution's. The ledger is one for
 * both regions, and their schedules fire at the same time.
 */
export function drillRun(
  { run, due }: { readonly run?: string | undefined; readonly due?: Instant | undefined },
  region: string,
  execution: string,
): string {
  if (run !== undefined) return run;
  return due === undefined ? execution : `drill-${region}-${due.slice(0, 16).replace(/[-:T]/g, '')}`;
}

/** Which point it is that something came of. */
export const drilledPoint = ({
  store,
  kind,
  id,
}: RecoveryPoint): Pick<Drilled, 'store' | 'kind' | 'point'> => ({
  store,
  kind,
  point: id,
});
