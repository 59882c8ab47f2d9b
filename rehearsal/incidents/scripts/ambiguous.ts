import { awaitFailover, kill, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth } from '../looks';
import { act, check, see } from '../stage';

const OPERATIONS = ['PromoteReadReplica', 'FailoverGlobalReplicationGroup'];

const loseAnswers = act('Lose the answer of each promotion that AWS accepts', async ({ world }) => {
  for (const lost of OPERATIONS) {
    world.network.faults.add({
      harm: 'answer lost',
      hits: ({ operation }) => operation === lost,
      times: 1,
    });
  }
  return `the first ${OPERATIONS.join(' and ')} time out after they were carried out`;
});

/** Nobody knows whether the call arrived: it is looked up, not made again. */
export const ambiguous: Script = {
  acts: [
    loseAnswers,
    kill,
    awaitFailover,
    writeThere,
    countWrites,
    see('See that nothing was promoted twice', movedOnce, neverBoth, lossAsExpected, ({ world }) => {
      const lost = world.network.faults.harmed.get('RDS.PromoteReadReplica') ?? 0;
      return check('an answer was lost', lost === 1, `${lost} promotions whose answer nobody heard`);
    }),
  ],
  report: incidentReport('region died, and an accepted promotion timed out'),
};
