import { pause } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { neverBoth, nothingLost, nothingMoved } from '../looks';
import { act, check, see } from '../stage';

const STALLS = 5;
/** Probes a second apart see two failures of a stall of 1.5 s at most, and three make a region down. */
const STALL_MS = 1_500;
const CALM_MS = 1_200;

const stall = act(
  `Let the primary database stand still ${STALLS} times for ${STALL_MS / 1000} s`,
  async (stage) => {
    const { server } = stage.world.engines.databases.primary;
    for (let stalls = 1; stalls <= STALLS; stalls += 1) {
      stage.say(`stall ${stalls} of ${STALLS}`);
      server.freeze();
      await pause(STALL_MS);
      server.thaw();
      await pause(CALM_MS);
    }
    return 'SIGSTOP to all its processes, and SIGCONT';
  },
);

/** A disk that stalls is no lost region, as long as it comes back before the threshold. */
export const slowDisk: Script = {
  acts: [
    stall,
    countWrites,
    see('See that nothing moved', nothingMoved, nothingLost, neverBoth, ({ found }) =>
      check('no run was started', found.counted?.runs.length === 0, `${found.counted?.runs.length} runs`),
    ),
  ],
  report: incidentReport(`database stood still ${STALLS} times for ${STALL_MS / 1000} s`),
};
