import type { Databases } from '../../lib/aws/databases';
import type { Instant } from '../../lib/domain/instant';
import { LIFTED } from '../fence-region/fence-tags';

/** What a guard remembers from firing to firing, where even an isolated region can write: on its own instances. */
export interface Notes {
  readonly read: () => Promise<{
    readonly silentSince: Instant | undefined;
    /** What the region began to fence itself for, as far as that was not undone; by whichever fence, held or not. */
    readonly fencedFor: readonly string[];
  }>;
  readonly silentSince: (since: Instant) => Promise<void>;
  readonly heard: () => Promise<void>;
  readonly fencing: (reason: string) => Promise<void>;
  readonly opened: () => Promise<void>;
}

const ISOLATED_SINCE = 'firebackup:isolated-since';
const NOT_ISOLATED = 'not-isolated';
/**
 * Apart from what each fence notes: one that is not finished, of roles or by a stop, has to be found as well when the ledger
 * answers again.
 */
const FENCES_ITSELF_FOR = 'firebackup:fences-itself-for';

/**
 * Notes on the region's databases. Every instance has the same, and one that has it is enough: one that cannot be read, or is
 * not there while it is rebuilt, does not keep a guard from fencing the rest.
 */
export function notesOn(databases: Pick<Databases, 'instance' | 'tag'>, instances: readonly string[]): Notes {
  const readable = async () => {
    const found = await Promise.allSettled(instances.map(databases.instance));
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
  const note = async (key: string, value: string) => {
    const found = await readable();
    await Promise.all(found.map(({ arn }) => databases.tag(arn, { [key]: value })));
  };
  return {
    read: async () => {
      const tags = (await readable()).map((one) => one.tags);
      const noted = (key: string) => tags.flatMap((one) => one[key] ?? []);
      return {
        silentSince: noted(ISOLATED_SINCE).find((since) => since !== NOT_ISOLATED),
        fencedFor: noted(FENCES_ITSELF_FOR).filter((reason) => reason !== LIFTED),
      };
    },
    silentSince: (since) => note(ISOLATED_SINCE, since),
    heard: () => note(ISOLATED_SINCE, NOT_ISOLATED),
    fencing: (reason) => note(FENCES_ITSELF_FOR, reason),
    opened: () => note(FENCES_ITSELF_FOR, LIFTED),
  };
}
