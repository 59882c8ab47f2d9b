import { mustSucceed, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import {
  handedOver,
  movedOnce,
  neverBoth,
  neverBothCaches,
  nothingLost,
  nothingLostOfCaches,
} from '../looks';
import { act, see } from '../stage';

const switchOver = act('Switch over to the recovery region', async (stage) => {
  await mustSucceed(stage, { place: 'recovery', workflow: 'switchover', name: 'planned' });
  return 'done, while the client went on writing';
});

/** A planned change of the active region: nothing is lost, and clients wait for a moment. */
export const switchover: Script = {
  acts: [
    switchOver,
    writeThere,
    countWrites,
    see(
      'See that nothing was lost',
      movedOnce,
      handedOver,
      nothingLost,
      nothingLostOfCaches,
      neverBoth,
      neverBothCaches,
    ),
  ],
  report: incidentReport('a person switched over'),
};
