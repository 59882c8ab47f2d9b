import { acknowledgeChange, awaitFailover, kill, mustSucceed, pause, writesIn, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { movedThrice, neverBoth } from '../looks';
import { recoverPrimary } from '../recover-primary';
import { act, check, see } from '../stage';

/** Until the region that came back is seen, and fenced by its guard. */
const SETTLES_MS = 3_000;

const comeBack = act('Let the lost region return', async (stage) => {
  await recoverPrimary(stage);
  await pause(SETTLES_MS);
  return 'fenced by its own guard';
});

const failBack = act('Fail back', async (stage) => {
  await acknowledgeChange(stage);
  await mustSucceed(stage, { place: 'primary', workflow: 'failback', name: 'home', approvedBy: 'alex' });
  const writes = await writesIn(stage, 'primary');
  return `${writes} writes acknowledged at home`;
});

const again = act('Acknowledge the way home', async (stage) => {
  await acknowledgeChange(stage);
  return 'by alex, so that a region that is lost again is failed over';
});

/** Failover, failback, and failover again, in one world. */
export const thereAndBack: Script = {
  acts: [
    kill,
    awaitFailover,
    writeThere,
    comeBack,
    failBack,
    again,
    kill,
    awaitFailover,
    writeThere,
    countWrites,
    see('See that it was the same each time', movedThrice, neverBoth, ({ found }) => {
      const back = found.counted?.runs.find(({ workflow }) => workflow === 'switchover');
      const rpo = back?.judgements?.find(({ measure }) => measure === 'database RPO');
      const lost = rpo?.measuredSeconds;
      return check(
        'the way home lost nothing',
        lost === 0,
        `${lost ?? '?'} s lost, by the position that was reached`,
      );
    }),
  ],
  report: incidentReport('region died, came home, and died again'),
};
