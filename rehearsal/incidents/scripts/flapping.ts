import { pause } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { neverBoth, nothingLost, nothingMoved } from '../looks';
import { act, see } from '../stage';

const TIMES = 6;
/** Shorter than three probes a second apart need. */
const DOWN_MS = 1_200;
const UP_MS = 1_200;

const flap = act(`Take the API away and back ${TIMES} times`, async (stage) => {
  const { primary } = stage.world.apis;
  for (let time = 1; time <= TIMES; time += 1) {
    stage.say(`down for the ${time}. time`);
    primary.kill();
    await pause(DOWN_MS);
    await primary.start();
    await pause(UP_MS);
  }
  return `${DOWN_MS / 1000} s down, ${UP_MS / 1000} s up, by turns`;
});

/** One good probe in between, and the count starts again. */
export const flapping: Script = {
  acts: [flap, countWrites, see('See that nothing moved', nothingMoved, nothingLost, neverBoth)],
  report: incidentReport(`API went down and came back ${TIMES} times`),
};
