import type { Instant } from './instant';

/** What keeps clients from writing to one side of a component, and whether it is known to hold. */
export interface Fence {
  readonly component: 'database' | 'cache';
  readonly id: string;
  readonly outcome: 'held' | 'unfenced';
  /** Nothing of the region gave an answer: it is not known to be open, as it is not known to be closed. */
  readonly silent?: true | undefined;
  /** Which fence holds. */
  readonly how?: FenceHow | undefined;
  /** What holds it, or why nothing does. */
  readonly because: string;
  /** When it was seen to hold: never before it did, maybe somewhat after. */
  readonly heldAt?: Instant | undefined;
  /** Until when it holds without help; another fence has to hold by then. */
  readonly until?: Instant | undefined;
}

export type FenceHow =
  /** Only the orchestrator gets in, and whoever was in before is out. */
  | 'security-group'
  /** The application may not log in, and has no session. */
  | 'roles'
  /** Nothing runs, for seven days at most. */
  | 'stopped'
  /** It follows the other side and takes no writes. */
  | 'replica';

/** The reason why a security group is no fence, or nothing: it may admit the orchestrator's own group only. */
export function leaksBecause(
  group: string,
  admits: readonly string[],
  orchestratorGroup: string,
): string | undefined {
  const others = admits.filter((source) => source !== orchestratorGroup);
  return others.length === 0 ? undefined : `${group} is no fence: it admits ${others.join(', ')}`;
}

/** Whether the groups of an instance are exactly these, all in force. `undefined`: still changing. */
export function groupsInForce(
  current: readonly { readonly id: string; readonly status: string }[],
  wanted: readonly string[],
): boolean | undefined {
  const ids = new Set(current.map((group) => group.id));
  const same = ids.size === wanted.length && wanted.every((id) => ids.has(id));
  if (!same) return false;
  return current.every((group) => group.status === 'active') ? true : undefined;
}
