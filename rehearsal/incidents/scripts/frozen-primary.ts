import { awaitFailover, pause, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth } from '../looks';
import { act, see } from '../stage';

const AWAKE_MS = 2_000;

const freeze = act('Let every process of the primary database stand still', async ({ world, moments }) => {
  moments.push({ at: Date.now(), what: 'frozen' });
  world.engines.databases.primary.server.freeze();
  return 'SIGSTOP; sessions stay open, with writes under way in them';
});

const thaw = act('Let it go on', async ({ world }) => {
  world.engines.databases.primary.server.thaw();
  await pause(AWAKE_MS);
  return 'with all that clients had sent to it';
});

/** A zombie: it was never dead, and wakes up with open sessions. None of them may be answered with success. */
export const frozenPrimary: Script = {
  acts: [
    freeze,
    awaitFailover,
    thaw,
    writeThere,
    countWrites,
    see('See that it took no write after its fence', movedOnce, neverBoth, lossAsExpected),
  ],
  report: incidentReport('primary stood still, and woke up after the failover'),
};
