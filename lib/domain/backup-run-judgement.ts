import { type Caught, caughtInWords } from './caught';

/**
 * The reason why a run of backups did not end well, or nothing: parts of it failed, or what is kept no longer could not be
 * deleted. The one must not hide the other.
 */
export function backupRunFailedBecause(
  partsFailed: string | undefined,
  pruned: Caught | object,
): string | undefined {
  const notPruned = 'Error' in pruned ? `pruning stopped: ${caughtInWords(pruned)}` : undefined;
  const reasons = [partsFailed, notPruned].filter((reason) => reason !== undefined);
  return reasons.length > 0 ? reasons.join('; ') : undefined;
}
