import type * as z from 'zod';
import type { contract } from './contract';
import { unfencedIn } from './left-undone';

type Steps = z.output<typeof contract.input>;
type Hold = NonNullable<Steps['hold']>;

/** What whoever hears that a run has ended must not be left to guess, in whole sentences: what may be open or lost. */
export const remarkOn = (steps: Steps): string =>
  steps.hold ? whatWasLost(steps, steps.hold) : whatMayBeOpen(steps);

/** Of a failover, which goes on past an open fence where the plan or a person says so. */
function whatMayBeOpen({ fence }: Steps): string {
  const open = unfencedIn(fence);
  if (open.length === 0) return 'The region that was left takes no more writes.';
  return (
    `${open.join(', ')} of the region that was left could not be fenced and may still take writes: see to it that no client ` +
    'gets there, until the guard of that region has fenced it.'
  );
}

/** Of a switchover, which promises to lose nothing: said of what it is proven of, by this very execution. */
function whatWasLost({ caches, redirection }: Steps, hold: Hold): string {
  const caughtUp = hold.cachesCaughtUp?.caches ?? [];
  const doubts = [
    ...(hold.replay
      ? []
      : [
          'That the databases came to where the writes ended was seen by an earlier execution; this one has no proof of its own.',
        ]),
    ...caches
      .filter(({ cache }) => !caughtUp.includes(cache))
      .map((one) => `Cache ${one.cache} may have lost writes: ${cameBy(one)}.`),
  ];
  return [...(doubts.length === 0 ? ['Nothing was lost.'] : doubts), ...whoWaits(redirection)].join(' ');
}

const whoWaits = (redirection: Steps['redirection']): readonly string[] =>
  redirection && 'Error' in redirection
    ? [
        'Clients of caches in the region that was left may wait there for a quarter of an hour: ' +
          `${redirection.Error}: ${redirection.Cause}.`,
      ]
    : [];

function cameBy(cache: Steps['caches'][number]): string {
  if ('failed' in cache) return 'it was not promoted';
  return cache.how === 'promoted'
    ? 'its pause may have ended before its promotion'
    : (cache.how ?? 'unknown');
}
