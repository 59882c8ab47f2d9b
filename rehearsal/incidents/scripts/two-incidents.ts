import { awaitFailover, kill, startByHand, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth, refusedBecause } from '../looks';
import { recoverPrimary } from '../recover-primary';
import { act, see } from '../stage';

const second = act('Start a failover for a second incident, right afterwards', async (stage) => {
  await recoverPrimary(stage);
  const end = await startByHand(stage, { place: 'recovery', workflow: 'failover', name: 'second-incident' });
  return 'failed' in end ? end.because : 'it was done';
});

/** After one failover there is nothing to fail over to, until a replica is there again. */
export const twoIncidents: Script = {
  acts: [
    kill,
    awaitFailover,
    writeThere,
    second,
    writeThere,
    countWrites,
    see(
      'See that the second one changed nothing',
      movedOnce,
      neverBoth,
      lossAsExpected,
      refusedBecause(/already the active region/),
    ),
  ],
  report: incidentReport('region died, and a second failover was asked for'),
};
