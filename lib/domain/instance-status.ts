/** Statuses of RDS instances and snapshots that are not left without help, so that waiting for them is pointless. */
const TERMINAL = new Set([
  'failed',
  'restore-error',
  'inaccessible-encryption-credentials',
  'insufficient-capacity',
  'storage-full',
  'stopped',
  'deleting',
  'deleted',
]);

/** The reason why there is nothing to wait for, or nothing. */
export function hopelessBecause(resource: string, status: string): string | undefined {
  if (!TERMINAL.has(status) && !status.startsWith('incompatible-')) return undefined;
  return `${resource} is ${status}, which it does not leave by itself; see its events in the RDS console`;
}
