import type { ProbedComponent, ProbeOutcome, VantagePoint } from '../../lib/domain/evidence';
import type { Leap } from './leaps';

/** A stretch of time, in seconds since the rehearsal began. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** One thing that was done, and what came of it. */
export interface CourseStep extends Span {
  readonly title: string;
  readonly came: string;
}

export interface Moment {
  readonly at: number;
  readonly what: string;
}

/** Acknowledged writes of one client, counted in slots of `WRITE_SLOT_SECONDS`, from the rehearsal's first second on. */
export interface WriteCourse {
  readonly slotSeconds: number;
  readonly regions: readonly { readonly region: string; readonly counts: readonly number[] }[];
  /** From the last acknowledged write before it to the first one after it: the longest time without one. */
  readonly longestGap?: Span | undefined;
}

/** Consecutive probes of one component with one outcome. */
export interface ProbeSpan extends Span {
  readonly vantagePoint: VantagePoint;
  readonly component: ProbedComponent;
  readonly outcome: ProbeOutcome;
  readonly count: number;
}

/** What a standby had replayed at one moment. */
export interface ReplicationSample {
  readonly at: number;
  readonly region: string;
  /** Of the newest heartbeat that was replayed; missing where there was none. */
  readonly heartbeatAgeSeconds?: number | undefined;
  /** Acknowledged to the client and not replayed yet. */
  readonly missingWrites: number;
  /** Since the first of the missing writes was acknowledged; 0 when none is missing. */
  readonly behindSeconds: number;
}

/** When each region's side took writes of clients, as the checker saw. */
export type WritableSpans = readonly { readonly region: string; readonly spans: readonly Span[] }[];

/** How a rehearsal went, moment by moment, on the clock of this machine. */
export interface Course {
  readonly steps: readonly CourseStep[];
  readonly moments: readonly Moment[];
  readonly writes: { readonly database: WriteCourse; readonly cache?: WriteCourse | undefined };
  readonly probes: readonly ProbeSpan[];
  readonly replication: readonly ReplicationSample[];
  readonly writable: { readonly database: WritableSpans; readonly cache?: WritableSpans | undefined };
  /** Minutes that passed on the clock of the functions alone, so that nobody had to wait for them. */
  readonly leaps: readonly Leap[];
}
