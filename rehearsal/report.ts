import type { Fence } from '../lib/domain/fence';
import type { Judgement } from '../lib/domain/objectives';
import type { RecoveryPoint } from '../lib/domain/recovery-point';
import type { Run } from '../lib/domain/run';
import type { Course } from './course/course';
import type { CountedLoss } from './incidents/counted-loss';
import type { Writable } from './split-brain-checker';
import type { Surroundings } from './surroundings';
import type { Tally } from './tally';

export interface NotRehearsed {
  readonly notRehearsed: string;
}

/** What came of asking the old primary for writes after its return, past the public name and straight at its door. */
export interface OldPrimary {
  readonly attempts: number;
  /** Attempts made while RDS called the instance available: a refusal before that proves nothing. */
  readonly whileUp: number;
  readonly accepted: number;
  readonly refused: number;
  /** Rows that only the old primary has: what was lost, found again. */
  readonly rowsOnlyThere: number;
  readonly fences: readonly Fence[];
}

/** What every rehearsal says, as data. */
interface AnyReport {
  readonly scenario: string;
  readonly verdict: 'met' | 'missed';
  readonly startedAt: string;
  readonly seconds: number;
  readonly regions: { readonly primary: string; readonly recovery: string; readonly witness: string };
  /** By what waits between retries, and the pace of health checks and minute schedules, were divided. */
  readonly waitCompression: number;
  readonly awsCalls: Readonly<Record<string, number>>;
  readonly surroundings: Surroundings;
  readonly course: Course;
  /** What differs from AWS, or was left out: never to be read as passed. */
  readonly notRehearsed: readonly string[];
}

/** What came of losing a region. */
export interface RegionLossReport extends AnyReport {
  readonly about: 'failover';
  readonly snapshot: { readonly seconds: number; readonly points: readonly RecoveryPoint[] };
  readonly failover: Run;
  readonly fences: readonly Fence[];
  readonly database: Tally;
  readonly cache: Tally | NotRehearsed;
  readonly oldPrimary: OldPrimary;
  /** Which sides took writes of clients, from the first second to the last. */
  readonly writable: Writable;
  /** From the decision to the first write that the recovery region acknowledged. */
  readonly decisionToFirstWriteSeconds?: number | undefined;
  /** The run's own, some of them unknown where it could not tell; then those of the client, which decide the verdict with them. */
  readonly judgements: readonly Judgement[];
}

/** Something that a rehearsal of the backups looked at. */
export interface Check {
  readonly title: string;
  readonly outcome: 'held' | 'failed' | 'not rehearsed';
  readonly found: string;
}

/** What the recovery points were worth. */
export interface BackupReport extends AnyReport {
  readonly about: 'backups';
  /** In the order in which they were looked at. */
  readonly checks: readonly Check[];
  /** As the ledger has them at the end. */
  readonly points: readonly RecoveryPoint[];
  /** The answer to "if I had to recover now", in words. */
  readonly answer: readonly string[];
}

/** What came of anything else that can go wrong. */
export interface IncidentReport extends AnyReport {
  readonly about: 'incident';
  /** What was done, in a line. */
  readonly done: string;
  /** As the ledger has them at the end, the first one first. */
  readonly runs: readonly Run[];
  /** The region that serves in the end. */
  readonly activeRegion: string;
  readonly database: CountedLoss;
  readonly cache: CountedLoss | NotRehearsed;
  /** Which sides took writes of clients, from the first second to the last. */
  readonly writable: Writable;
  readonly checks: readonly Check[];
}

export type Report = RegionLossReport | BackupReport | IncidentReport;
