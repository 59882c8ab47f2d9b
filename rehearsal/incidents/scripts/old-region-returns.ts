import { awaitFailover, kill, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth } from '../looks';
import { recoverPrimary } from '../recover-primary';
import { act, see } from '../stage';

const returnMidway = act('Let the region return as soon as the promotion begins', async (stage) => {
  let returned = false;
  stage.onTask = async ({ state }) => {
    if (state !== 'PromoteDatabase' || returned) return;
    returned = true;
    await recoverPrimary(stage);
  };
  return 'its control plane, its database and its guard';
});

/** A region that comes back in the middle of its failover finds itself fenced before it can take a write. */
export const oldRegionReturns: Script = {
  acts: [
    returnMidway,
    kill,
    awaitFailover,
    writeThere,
    countWrites,
    see('See that one side alone took writes', movedOnce, neverBoth, lossAsExpected),
  ],
  report: incidentReport('region died, and came back while it was failed over'),
};
