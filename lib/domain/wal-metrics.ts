import type { WalProvider } from './wal-verdict';

/** The figure that the age of each provider is published under: the oldest of its stores in the region. */
export const AGE_METRICS: Readonly<Record<WalProvider, string>> = {
  'automated-backups': 'AutomatedBackupsAgeSeconds',
  'automated-backups-copy': 'AutomatedBackupsCopyAgeSeconds',
  'live-replica': 'LiveReplicaAgeSeconds',
  'wal-archive': 'WalArchiveAgeSeconds',
};

/** How much is not known, published by every run: no figure at all means that nobody looked. */
export const UNKNOWN_METRIC = 'WalUnknown';

/** The most WAL that a replication slot of the region keeps, in bytes. */
export const SLOT_METRIC = 'SlotKeptBytes';
