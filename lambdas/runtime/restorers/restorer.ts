import type { RestoredEndpoint, RestoreOrder } from '../../../lib/domain/restore-order';

/** What a restore has made so far. */
export interface Restored {
  readonly target: string;
  readonly region: string;
  /** As its service words it. */
  readonly status: string;
  /** Set once clients can be let in. */
  readonly endpoint?: RestoredEndpoint | undefined;
  /** Set when waiting for it is pointless. */
  readonly hopelessBecause?: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
}

/** Begins a restore, of one kind of server. Asked only after nothing was found under the name; may be called again. */
export interface Starter {
  readonly start: (order: RestoreOrder) => Promise<void>;
}

/**
 * What becomes of restores, by the kind of server that came of them. Every verb may be called again. What lacks our tags is
 * never removed. Starting stands apart: it looks at what it restores from, which nobody else needs.
 */
export interface Restorer {
  /** What a restore made under this name, or nothing. */
  readonly find: (order: Pick<RestoreOrder, 'target' | 'region'>) => Promise<Restored | undefined>;
  /** Asks for its removal. Going until it is not to be found any more. */
  readonly remove: (made: Pick<Restored, 'target' | 'region'>) => Promise<'gone' | 'going'>;
  /** All that restores have made in a region and that carries the tag of scratch. */
  readonly scratch: (region: string) => Promise<readonly Restored[]>;
}
