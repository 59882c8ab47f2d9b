import fc from 'fast-check';
import { judgementsOn } from '../../lambdas/close-run/judgements';
import { expectedLossSeconds } from '../../lib/domain/situation';
import { aDeployment } from '../helpers/a-plan';
import { aRun } from '../helpers/a-run';
import { aDatabaseStandby, aSituation } from '../helpers/a-situation';
import { at } from '../helpers/at';

/** Seconds with milliseconds, as clocks tell them. */
const seconds = (most: number) => fc.integer({ min: 0, max: most * 1000 }).map((millis) => millis / 1000);

/** A primary that writes a heartbeat every so often, is replicated until some moment, and is fenced later. */
const histories = fc.record({
  interval: fc.integer({ min: 1, max: 30 }),
  replicatedFor: seconds(600),
  decidedAfter: seconds(900),
  fencedAfter: seconds(120),
  writes: fc.array(seconds(2_000), { minLength: 1, maxLength: 60 }),
});

test('the loss that a run reports is never smaller than what clients count, for writes until the fence', () => {
  fc.assert(
    fc.property(histories, ({ interval, replicatedFor, decidedAfter, fencedAfter, writes }) => {
      const decided = replicatedFor + decidedAfter;
      const fenced = decided + fencedAfter;
      const lastBeat = Math.floor(replicatedFor / interval) * interval;

      const acknowledged = writes.filter((write) => write <= fenced);
      const lost = acknowledged.filter((write) => write > replicatedFor);
      const counted = lost.length === 0 ? 0 : Math.max(...acknowledged) - Math.min(...lost);

      const situation = aSituation({
        now: at(decided),
        databases: [aDatabaseStandby({ lastHeartbeatAt: at(lastBeat) })],
      });
      const run = aRun({ detectedAt: at(decided), expectedLossSeconds: expectedLossSeconds(situation) });
      const judgements = judgementsOn(
        run,
        { fence: { fences: [], at: at(fenced) } },
        undefined,
        aDeployment().objectives,
      );
      const reported = judgements.find(({ measure }) => measure === 'database RPO')?.measuredSeconds;
      // Moments are kept to the millisecond.
      expect(reported).toBeGreaterThanOrEqual(counted - 0.001);
    }),
    { numRuns: 1_000 },
  );
});
