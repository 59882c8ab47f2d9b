/** What Catch put in place of a part's result. */
export interface FailedPart {
  /** The store that the part was about. */
  readonly store: string;
  readonly error: string;
  readonly because: string;
}

/** The reason why a run of several parts did not end well, or nothing: each part had its turn, and these failed. */
export function partsFailedBecause(
  what: string,
  parts: number,
  failed: readonly FailedPart[],
): string | undefined {
  if (failed.length === 0) return undefined;
  const each = failed.map(({ store, error, because }) => `${store}: ${error}: ${because}`);
  return `${failed.length} of ${parts} ${what} failed: ${each.join('; ')}`;
}
