import type * as z from 'zod';
import { type CacheContents, checkedCache } from '../../lib/domain/cache-contents';
import type { CheckedContents } from '../../lib/domain/contents';
import { InvalidInput, NotReady, Unreachable } from '../../lib/domain/errors';
import type { RestoredEndpoint } from '../../lib/domain/restore-order';
import type { contract } from './contract';

interface Deps {
  /** What the cache at an endpoint holds; nothing while it loads its data. */
  readonly read: (endpoint: RestoredEndpoint) => Promise<CacheContents | undefined>;
}

/**
 * State CheckCacheContents of `restore` and `drill`, retried by the machine while the cache loads. Changes nothing. Doubts
 * are an answer and no error: they are about the backup, errors are about the way to it.
 */
export const checkCacheContents =
  ({ read }: Deps) =>
  async ({ order, endpoint }: z.output<typeof contract.input>): Promise<CheckedContents> => {
    const { point, target } = order;
    if (point.kind !== 'cache-backup' && point.kind !== 'cache-backup-copy') {
      throw new InvalidInput(`${target} was restored from a ${point.kind}, expected a cache backup`);
    }
    const contents = await read(endpoint).catch((cause: Error) => {
      throw new Unreachable(`${target} gives no answer: ${cause.message}`, { cause });
    });
    if (!contents) throw new NotReady(`${target} still loads its data`);
    return checkedCache(contents, point);
  };
