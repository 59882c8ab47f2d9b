import { pause } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { neverBoth, nothingLost, nothingMoved } from '../looks';
import { act, see } from '../stage';

/** Twice as long as probes need to make something down. */
const LONG_MS = 6_000;

const killCache = act('Kill the primary cache', async ({ world }) => {
  const { caches, cacheNotRehearsed } = world.engines;
  if (!caches) return `not rehearsed: ${cacheNotRehearsed}`;
  await caches.primary.server.kill();
  await pause(LONG_MS);
  return `SIGKILL, and ${LONG_MS / 1000} s without it`;
});

/** A lost cache is mended inside its region; it is no reason to leave a healthy database. */
export const cacheGone: Script = {
  acts: [killCache, countWrites, see('See that nothing moved', nothingMoved, nothingLost, neverBoth)],
  report: incidentReport('only the cache died'),
};
