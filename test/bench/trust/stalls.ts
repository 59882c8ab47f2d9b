import { buildStage, endStage, startAll } from '../../../rehearsal/incidents/build-stage';
import { Progress } from '../../../rehearsal/progress';
import type { World } from '../../../rehearsal/world';
import { examplePlan } from '../../rehearsal/a-world';
import { type Promised, pause, progress } from './promise';

/**
 * An API whose database stands still says so after 500 ms, so probes a second apart that are sent in the first 1.5 s of a
 * stall find it down: two at most of the three that make a region down.
 */
const STALL_MS = 2_000;
const CALM_MS = 1_500;

export async function stalls(runs: number): Promise<Promised> {
  const plan = examplePlan();
  const stage = await buildStage({ plan, compression: 1000, scenario: 'slow-disk' }, plan, new Progress());
  const { world } = stage;
  let worst = 0;
  try {
    await startAll(stage);
    const { server } = world.engines.databases.primary;
    for (let run = 1; run <= runs; run += 1) {
      progress('stall', run, runs);
      server.freeze();
      await pause(STALL_MS);
      server.thaw();
      await pause(CALM_MS);
      worst = Math.max(worst, await badProbes(world));
    }
    const moved = world.calls.get('RDS.PromoteReadReplica') ?? 0;
    const { length: begun } = await world.runs();
    return {
      what: `failovers in ${runs} stalls of ${STALL_MS / 1000} s`,
      measured: `${moved} (${worst} bad probes in a row)`,
      goal: 'none',
      kept: moved === 0 && begun === 0,
    };
  } finally {
    await endStage(stage);
  }
}

/** In a row, from one vantage point, as far back as the evidence goes. */
async function badProbes({ ledger }: World): Promise<number> {
  const seen = await ledger.evidence();
  const bad = seen.flatMap(({ streaks }) =>
    streaks.filter(({ component, outcome }) => component === 'api' && outcome === 'down'),
  );
  return Math.max(0, ...bad.map(({ count }) => count));
}
