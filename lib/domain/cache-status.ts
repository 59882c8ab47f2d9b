/** Statuses of ElastiCache's groups and snapshots that are not left without help, so that waiting for them is pointless. */
const TERMINAL = new Set(['create-failed', 'failed', 'incompatible-network', 'restore-failed', 'deleting']);

/** The reason why there is nothing to wait for, or nothing. */
export const cacheHopelessBecause = (resource: string, status: string): string | undefined =>
  TERMINAL.has(status)
    ? `${resource} is ${status}, which it does not leave by itself; see its events in the ElastiCache console`
    : undefined;
