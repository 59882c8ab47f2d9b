import type { Client } from '../client';
import type { Check } from '../report';
import type { World } from '../world';

/** What every part of the rehearsal acts on. */
export interface Stage {
  readonly world: World;
  readonly client: Client;
}

/** Looks at one thing or several, and says what was found. */
export type Look = (stage: Stage) => Promise<readonly Check[]>;

export const check = (title: string, held: boolean, found: string): Check => ({
  title,
  outcome: held ? 'held' : 'failed',
  found,
});

/** A machine's output, or the name and the cause with which it failed. */
export type Ended = { readonly output: unknown } | { readonly failed: string; readonly because: string };

/** Runs a machine to its end, whichever that is. */
export async function ended(result: Promise<unknown>): Promise<Ended> {
  try {
    return { output: await result };
  } catch (error) {
    const { name, message, cause } = error as Error;
    return { failed: name, because: reasonIn(cause ?? message) };
  }
}

/** Both regions look at their own. A check fails as it finds something, and what it found is in the ledger all the same. */
export const checkWal = (world: World, when: string): Promise<readonly Ended[]> =>
  Promise.all(
    (['primary', 'recovery'] as const).map((place) =>
      ended(world.region(place).start('wal-check', `wal-check-${when}`, {}).result),
    ),
  );

/** Of a cause as Step Functions hands it on, the sentence in it. */
function reasonIn(cause: unknown): string {
  try {
    return (JSON.parse(String(cause)) as { errorMessage?: string }).errorMessage ?? String(cause);
  } catch {
    return String(cause);
  }
}
