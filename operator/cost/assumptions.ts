/*
 * What an estimate has to assume, since none of it has run in an account: an assumption each, with its reason. Whoever
 * has measured puts the figure here.
 */

export const DAYS_PER_MONTH = 30;

/** Route 53 asks from 16 places, each by the interval of the check; two guides say 15 or so. */
export const CHECKERS = 16;

/** FireBackup's ServiceMonitor scrapes by this interval; who scrapes nothing pays nothing of it. */
export const SCRAPE_SECONDS = 15;

/**
 * How long a call is billed. One ledger call is a strongly consistent one to another region of the same set: some 50 ms, as
 * regions of a set are. The rest waits in parallel; half a second where nobody has thought about it.
 */
export const CALL_SECONDS: Readonly<Record<string, number>> = {
  'probe-components': 0.35,
  'write-heartbeat': 0.1,
  'record-heartbeats': 0.1,
  'guard-region': 0.1,
  'reconcile-failover': 0.1,
  'serve-role': 0.06,
  // One call after the other of the ledger, the second for the last run.
  'serve-health': 0.12,
  'answer-recovery': 0.3,
};
export const OTHER_CALL_SECONDS = 0.5;

/** A run of a machine that goes round: its calls, and what Step Functions takes between them. */
export const ROUND_SECONDS = 0.5;

/** How a pipe polls its queue, AWS does not say; of Lambda it says five polls at once, and a long poll is 20 s. */
export const POLLS_AT_ONCE = 5;
export const LONG_POLL_SECONDS = 20;

/** Ledger calls of one call of the tasks that run all day, as their code makes them when all is well; units of 1 KB and 4 KB. */
export const LEDGER_UNITS: Readonly<Record<string, { readonly writes: number; readonly reads: number }>> = {
  // Its own evidence, read and, while all is well, written every other time.
  'probe-components': { writes: 1 / 2, reads: 1 },
  'record-heartbeats': { writes: 1, reads: 0 },
  'guard-region': { writes: 0, reads: 1 },
  'reconcile-failover': { writes: 0, reads: 4 },
  'serve-role': { writes: 0, reads: 1 },
  // The role, heartbeats of two regions, the answer and schedules of two regions at 8 KB each, the last run at 16.
  'serve-health': { writes: 0, reads: 13 },
  // The role, and all recovery points: some hundred of half a KB.
  'answer-recovery': { writes: 2, reads: 14 },
  'record-capacity': { writes: 1, reads: 2 },
  'check-backups': { writes: 3, reads: 2 },
  'watch-schedules': { writes: 2, reads: 2 },
};
/**
 * What the prober that listens to Route 53's checkers, and judges, has beside that: heartbeats, how old the checkers' word is, the role
 * and both other vantage points; of two rounds of 15 s it listens in one, and reads and writes what it was told.
 */
export const JUDGES_UNITS = { writes: 1 / 2, reads: 5 + 1 / 2 } as const;

/** Figures that each function publishes at every call, in each region that it stands in. */
export const METRICS: Readonly<Record<string, readonly string[]>> = {
  'record-heartbeats': ['HeartbeatAge'],
  // Of each cache whose queues the plan names: of one.
  'measure-queues': ['QueueWaiting'],
};
/** Of the prober that judges, which is the one that listens to Route 53's checkers. */
export const JUDGES_METRICS = ['RegionDown', 'ApiDown'] as const;

/**
 * Figures that are sent only while there is something to tell. CloudWatch bills a figure by the hours in which it is sent, so while all
 * is well they cost nothing; one that is sent for all of a month costs 0.30 USD as any other.
 */
export const METRICS_OF_FAULTS: Readonly<Record<string, readonly string[]>> = {
  'probe-components': ['WitnessSilent'],
  'record-heartbeats': ['ApplicationKeptOut'],
  'answer-recovery': ['RecoveryMissed', 'RecoveryUnknown', 'RecoveryUnproven'],
  'judge-wal': ['WalUnknown'],
  'record-capacity': ['TasksMissing'],
  'watch-schedules': ['SchedulesSilent', 'SchedulesUnknown'],
};

/** Lambda's own lines of a call: that it began, ended, took how long and is traced. */
export const CALL_LOG_BYTES = 500;
/** The line that carries the figures of a call. */
export const METRICS_LOG_BYTES = 500;
/** Per state that a machine passes and logs: two to five events, of which each repeats the machine's and the run's ARN. */
export const STATE_LOG_BYTES = 2500;

/** Of scheduled machines that make backups: tries again while something is not ready, per run. */
export const TRIES_PER_BACKUP = 60;
