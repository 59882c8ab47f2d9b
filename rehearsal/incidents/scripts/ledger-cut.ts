import { pause, writesIn } from '../acts';
import type { Script } from '../incident';
import { countWrites, incidentReport } from '../incident-report';
import { neverBoth, nothingLost, nothingMoved } from '../looks';
import { act, check, see } from '../stage';

/** A guard fires many times meanwhile, and probes would have made a silent region down twice. */
const CUT_MS = 6_000;

const cutLedger = act('Cut the primary region off from the ledger alone', async (stage) => {
  const { world, settings } = stage;
  const heal = world.network.faults.add({
    harm: 'unreachable',
    hits: ({ from, service }) => from === settings.plan.regions.primary && service === 'DynamoDB',
  });
  await pause(CUT_MS);
  heal();
  await writesIn(stage, 'primary');
  const calls = world.network.faults.harmed.get('DynamoDB.GetItem') ?? 0;
  return `${CUT_MS / 1000} s, in which ${calls} reads got no answer`;
});

/** A ledger that nobody can read must not stop a primary that is well. */
export const ledgerCut: Script = {
  acts: [
    cutLedger,
    countWrites,
    see('See that the primary went on', nothingMoved, nothingLost, neverBoth, async ({ world }) => {
      const fenced = world.calls.get('RDS.ModifyDBInstance') ?? 0;
      return check('nothing was fenced', fenced === 0, `${fenced} instances modified`);
    }),
  ],
  report: incidentReport('ledger out of reach of the primary region'),
};
