import type { Plan } from '../../../lib/plan/plan';
import { awaitAnswer, kill, pause, startByHand, writeThere } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { lossAsExpected, movedOnce, neverBoth } from '../looks';
import { act, check, see } from '../stage';

/** Detection alone takes four of them. */
const RPO_SECONDS = 7;
const FROZEN_MS = 5_000;

const lag = act(`Let replication stand still for ${FROZEN_MS / 1000} s`, async ({ world }) => {
  world.network.stopReplication();
  await pause(FROZEN_MS);
  return `the objective is to lose ${RPO_SECONDS} s of writes at most`;
});

const refusal = see('See that nobody decides alone to lose more', ({ found, world }) => {
  const because = found.run?.because ?? 'the failover was done';
  const promoted = world.calls.get('RDS.PromoteReadReplica') ?? 0;
  return check(
    'more loss than allowed is a person’s to decide',
    promoted === 0 && /may lose/.test(because),
    because,
  );
});

const approve = act('Fail over with the approval of a person', async (stage) => {
  const end = await startByHand(stage, {
    place: 'recovery',
    workflow: 'failover',
    name: 'approved',
    approvedBy: 'alex',
  });
  return 'failed' in end ? end.because : 'approved by alex, and done';
});

export const beyondRpo: Script = {
  plan: withRpo,
  acts: [
    lag,
    kill,
    awaitAnswer,
    refusal,
    approve,
    writeThere,
    countWrites,
    see('See what was lost', movedOnce, neverBoth, lossAsExpected),
  ],
  report: incidentReport('region died while its replica was far behind'),
};

function withRpo(plan: Plan): Plan {
  const { region } = plan.objectives;
  const database = { ...region.database, rpo: RPO_SECONDS };
  return { ...plan, objectives: { ...plan.objectives, region: { ...region, database } } };
}
