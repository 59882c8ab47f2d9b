import type * as z from 'zod';
import type { contract } from './contract';

type Steps = z.output<typeof contract.input>;
type Caught = { readonly Error: string; readonly Cause: string };

/** What did not follow although the region moved, in words for the record; nothing when everything did. */
export function leftUndone({
  fence,
  hold,
  caches,
  services,
  resumption,
  confirmation,
  workers,
  settings,
}: Steps): string | undefined {
  const undone = [
    ...('Error' in fence ? [said('the region that was left is not fenced', fence)] : []),
    // A switchover may wait for its fence to hold. A failover goes on without, where the plan or a person says so.
    ...(hold ? unfencedIn(fence).map((open) => `${open} of the region that was left is not fenced`) : []),
    ...caches.flatMap((cache) =>
      'failed' in cache ? [said(`cache ${cache.cache} was not promoted`, cache.failed)] : [],
    ),
    ...('failed' in services ? [said('the API did not come up at its size', services.failed)] : []),
    ...('Error' in resumption ? [said('workers were not resumed', resumption)] : []),
    ...('Error' in confirmation ? [said('traffic was not confirmed', confirmation)] : []),
    ...('from' in confirmation && confirmation.from.where === 'unknown'
      ? [`the public name answers, and ${confirmation.from.because}`]
      : []),
    ...('Error' in workers ? [said('workers did not come up', workers)] : []),
    ...('Error' in settings ? [said('databases are not kept as the plan says', settings)] : []),
  ];
  return undone.length > 0 ? undone.join('; ') : undefined;
}

/** What could not be fenced, each as component and name. */
export const unfencedIn = (fence: Steps['fence']): readonly string[] =>
  'fences' in fence
    ? fence.fences
        .filter(({ outcome }) => outcome === 'unfenced')
        .map(({ component, id }) => `${component} ${id}`)
    : [];

const said = (what: string, { Error: name, Cause: cause }: Caught): string => `${what}: ${name}: ${cause}`;
