import type { Fence } from './fence';
import { type Instant, secondsBetween } from './instant';
import { isolatedFencedBy } from './isolation';

/** What a run does that could not fence everything of the region it leaves: the plan's choice, which has no default. */
export type WhenUnfenced =
  /** It goes on, and the risk is recorded. */
  | 'promote'
  /** It goes on only if a named person said so. */
  | 'stop'
  /** It goes on once a silent region must have fenced itself; for one that answers, as `stop`. */
  | 'wait';

export type AfterFencing =
  | { readonly next: 'promote' | 'wait'; readonly fences: readonly Fence[] }
  | { readonly next: 'stop'; readonly because: string };

/**
 * Who approved a run knew nothing of its fences, and a region's silence says nothing of its clients: a person's word does not
 * shorten the wait. What a region that answers could not be fenced by will keep its own guard from fencing it too, so nobody
 * waits for that.
 */
export function afterFencing(
  fences: readonly Fence[],
  rule: WhenUnfenced,
  { openedAt, approvedBy, now }: { openedAt: Instant; approvedBy: string | undefined; now: Instant },
): AfterFencing {
  const open = fences.filter(({ outcome }) => outcome === 'unfenced');
  if (open.length === 0 || rule === 'promote') return { next: 'promote', fences };
  if (rule === 'wait' && open.every(({ silent }) => silent)) {
    const by = isolatedFencedBy(openedAt);
    if (secondsBetween(now, by) > 0) return { next: 'wait', fences };
    return { next: 'promote', fences: fences.map((fence) => (fence.silent ? waitedOut(fence, by) : fence)) };
  }
  if (approvedBy) return { next: 'promote', fences };
  const what = open.map(({ component, id, because }) => `${component} ${id}: ${because}`).join('; ');
  const plan = rule === 'wait' ? 'the plan waits for silent regions only' : 'the plan says stop';
  return {
    next: 'stop',
    because: `${what}; ${plan}, so start the run again with approvedBy set to a name`,
  };
}

/** Never called held: nobody has seen it. */
const waitedOut = (fence: Fence, by: Instant): Fence => ({
  ...fence,
  because: `${fence.because}; it was waited for until ${by}, by when the region has fenced itself if its guard runs`,
});
