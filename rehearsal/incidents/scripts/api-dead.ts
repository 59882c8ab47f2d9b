import { awaitSwitchover, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { handedOver, movedOnce, neverBoth, neverBothCaches, nothingLost } from '../looks';
import { act, see } from '../stage';

const killApi = act('Kill the API of the primary region, and nothing else', async ({ world }) => {
  world.apis.primary.kill();
  return 'its database lives and replicates';
});

/** What still replicates is not dead: its role is handed over, and nothing is lost. */
export const apiDead: Script = {
  acts: [
    killApi,
    awaitSwitchover,
    writeThere,
    countWrites,
    see('See that the role was handed over', movedOnce, handedOver, nothingLost, neverBoth, neverBothCaches),
  ],
  report: incidentReport('only the API died'),
};
