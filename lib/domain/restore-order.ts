import type { Instant } from './instant';
import type { RecoveryPoint } from './recovery-point';

/** One restore, decided: from which point, to which moment, under which name. Always beside what is live. */
export interface RestoreOrder {
  /** The run that it is part of; on every resource as a tag. */
  readonly run: string;
  /** `drill`: scratch, admits the orchestrator alone and is removed. `restore`: handed over, and stays. */
  readonly purpose: 'restore' | 'drill';
  readonly point: RecoveryPoint;
  readonly region: string;
  /** The moment to recover to. Missing: all that the point has. */
  readonly to?: Instant | undefined;
  /** The name of what is made: instance, replication group or server. */
  readonly target: string;
  /** Of scratch: removed from then on, whatever became of the run. */
  readonly expiresAt?: Instant | undefined;
}

/** Where a restored store can be reached. */
export interface RestoredEndpoint {
  readonly host: string;
  readonly port: number;
}

/** What can be restored, by the kind of server that comes of it. */
export type RestoreEngine = 'rds' | 'scratch-server' | 'elasticache';

const ENGINES: Readonly<Record<RecoveryPoint['kind'], RestoreEngine | undefined>> = {
  snapshot: 'rds',
  'snapshot-copy': 'rds',
  'automated-backups': 'rds',
  'automated-backups-copy': 'rds',
  'logical-dump': 'scratch-server',
  'logical-dump-copy': 'scratch-server',
  'wal-archive': 'scratch-server',
  'cache-backup': 'elasticache',
  'cache-backup-copy': 'elasticache',
  // It is promoted by a failover, and never restored beside itself.
  'live-replica': undefined,
};

export const engineOf = ({ kind }: Pick<RecoveryPoint, 'kind'>): RestoreEngine | undefined => ENGINES[kind];

/** Tags on everything that a restore makes. What lacks them is not ours, and is never removed. */
export const RUN_TAG = 'firebackup:run';
export const SCRATCH_UNTIL_TAG = 'firebackup:scratch-until';
