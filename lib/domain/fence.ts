/** What keeps clients from writing to one side of a component, and whether it is known to hold. */
export interface Fence {
  readonly component: 'database' | 'cache';
  readonly id: string;
  readonly outcome: 'held' | 'unfenced';
  /** What holds it, or why nothing does. */
  readonly because: string;
}

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
