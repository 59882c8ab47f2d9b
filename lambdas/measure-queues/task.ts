import type { CacheEndpoint } from '../../lib/redis/connect';
import type { Measure } from '../runtime/surroundings';

interface Queue {
  readonly cache: string;
  readonly list: string;
  readonly endpoint: CacheEndpoint;
}

interface Deps {
  readonly queues: readonly Queue[];
  readonly lengthOf: (endpoint: CacheEndpoint, list: string) => Promise<number>;
  readonly measure: Measure;
  /** Told of every list whose length is not known. */
  readonly tell: (message: string) => void;
}

export type Measured = Pick<Queue, 'cache' | 'list'> &
  ({ readonly waiting: number } | { readonly unknownBecause: string });

/**
 * Scheduled every minute in the primary and the recovery region; no machine calls it. Changes nothing; a second call measures
 * anew. Several lists of a cache are several figures of one series, of which the alarm takes the longest. What could not be
 * read has no figure and fails nothing: a replica that admits nobody is no fault, and zero would say that nobody waits.
 */
export const measureQueues =
  ({ queues, lengthOf, measure, tell }: Deps) =>
  async (): Promise<{ queues: readonly Measured[] }> => {
    const measured = await Promise.all(
      queues.map(async ({ cache, list, endpoint }): Promise<Measured> => {
        try {
          return { cache, list, waiting: await lengthOf(endpoint, list) };
        } catch (error) {
          return { cache, list, unknownBecause: (error as Error).message };
        }
      }),
    );
    for (const one of measured) {
      if ('waiting' in one) measure('QueueWaiting', one.waiting, 'Count', { cache: one.cache });
      else tell(`how many wait in ${one.list} of cache ${one.cache} is unknown: ${one.unknownBecause}`);
    }
    return { queues: measured };
  };
