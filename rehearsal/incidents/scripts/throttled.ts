import { awaitFailover, kill, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth } from '../looks';
import { act, check, see } from '../stage';

/** Every machine tries again four times at least. */
const REFUSALS_OF_EACH = 2;

const throttle = act('Throttle every AWS call of a failover', async (stage) => {
  const left = new Map<string, number>();
  let begun = false;
  stage.onTask = () => {
    begun = true;
  };
  stage.world.network.faults.add({
    harm: 'throttled',
    hits: ({ from, service, operation }) => {
      if (!begun || from !== stage.settings.plan.regions.recovery) return false;
      const call = `${service}.${operation}`;
      const times = left.get(call) ?? REFUSALS_OF_EACH;
      left.set(call, times - 1);
      return times > 0;
    },
  });
  return `the first ${REFUSALS_OF_EACH} calls of each operation are refused`;
});

/** AWS asks for patience when everybody fails over at once. */
export const throttled: Script = {
  acts: [
    throttle,
    kill,
    awaitFailover,
    writeThere,
    countWrites,
    see('See that it was done all the same', movedOnce, neverBoth, lossAsExpected, ({ world }) => {
      const { harmed } = world.network.faults;
      const calls = [...harmed.values()].reduce((sum, times) => sum + times, 0);
      return check('calls were throttled', calls > 0, `${calls} calls of ${harmed.size} operations`);
    }),
  ],
  report: incidentReport('region died, and AWS throttled the calls'),
};
