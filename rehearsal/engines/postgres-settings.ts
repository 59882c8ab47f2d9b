/** Values as in postgresql.conf, without quotes: `{ wal_keep_size: '64MB' }`. */
export type PostgresSettings = Readonly<Record<string, string>>;

/**
 * What every rehearsed PostgreSQL runs with.
 *
 * `fsync = off` is sound here: SIGKILL ends the process, not the operating system, and what was written stays
 * in the page cache. `synchronous_commit` has to stay on: without it an acknowledged write could still be in
 * the killed process's own memory, and be lost for a reason that has nothing to do with replication.
 *
 * `wal_retrieve_retry_interval`: with PostgreSQL's 5 s, promoting in the moment the primary dies stalls for as
 * long in most runs.
 *
 * `dynamic_shared_memory_type = mmap` keeps those segments inside the data directory, so that a killed engine
 * leaves none behind in /dev/shm.
 */
export const REHEARSAL_SETTINGS: PostgresSettings = {
  fsync: 'off',
  synchronous_commit: 'on',
  wal_level: 'replica',
  hot_standby: 'on',
  max_wal_senders: '10',
  max_replication_slots: '10',
  wal_keep_size: '64MB',
  wal_retrieve_retry_interval: '200ms',
  shared_buffers: '16MB',
  dynamic_shared_memory_type: 'mmap',
  max_connections: '60',
  log_checkpoints: 'off',
};

export function asConfigurationLines(settings: PostgresSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} = ${quoted(value)}\n`)
    .join('');
}

export function quoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
