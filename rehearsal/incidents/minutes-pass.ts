import { setTimeout as sleep } from 'node:timers/promises';
import { instant, secondsBetween } from '../../lib/domain/instant';
import { isolatedFencedBy } from '../../lib/domain/isolation';
import type { World } from '../world';

const MINUTE_SECONDS = 60;
/** Real time in which a minute passes, so that the waiting machine gets its turns in each. */
const MINUTE_TAKES_MS = 50;

/**
 * Nobody waits ten minutes in a rehearsal: while a run waits for a silent region to fence itself, minutes pass on the clock of
 * every function, and the guard of that region fires in each, where it still can.
 */
export async function minutesPassUntil(ended: Promise<unknown>, world: World): Promise<void> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  const over = ended.then(end, end);
  while (!isOver && world.deployment.failover.whenUnfenced === 'wait') {
    if (await isWaitedFor(world)) {
      world.clock.advance(MINUTE_SECONDS);
      await world
        .region('primary')
        .invoke('guard-region')
        .catch(() => undefined);
    }
    await sleep(MINUTE_TAKES_MS);
  }
  await over;
}

async function isWaitedFor(world: World): Promise<boolean> {
  const { network, ledger, clock } = world;
  const primary = world.region('primary');
  const { openRun } = await ledger.role();
  if (primary.alive && network.reaches(primary.name)) return false;
  if (openRun?.workflow !== 'failover' || openRun.promotingSince) return false;
  return secondsBetween(instant(clock.now()), isolatedFencedBy(openRun.openedAt)) > 0;
}
