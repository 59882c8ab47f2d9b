import { type LostWrites, promotionPoint } from '../../../lib/domain/lost-writes';
import { Client } from '../../../rehearsal/client';
import { numbersIn } from '../../../rehearsal/database-pair';
import { failOver, returnHome } from '../../rehearsal/a-way-home';
import { aWorld } from '../../rehearsal/a-world';
import { type Promised, pause, progress } from './promise';

const FROZEN_MS = 500;
/** A commit whose acknowledgement the kill cut off is found on the old primary, and counted by nobody. */
const APART_MOST = 1;
const RUN = 'away';

/** Replication stands still before the kill: what a failback reports as lost is what the client misses. */
export async function losses(runs: number): Promise<Promised> {
  const apart: number[] = [];
  let lost = 0;
  for (let run = 1; run <= runs; run += 1) {
    progress('loss', run, runs);
    const { reported, counted } = await lostOnce();
    apart.push(Math.abs(reported - counted));
    lost += counted;
  }
  const worst = Math.max(...apart);
  return {
    what: `loss reported against loss counted, ${runs} kills`,
    measured: `${worst} apart at most (${lost} lost)`,
    goal: `<= ${APART_MOST} write`,
    kept: worst <= APART_MOST && lost > 0,
  };
}

async function lostOnce(): Promise<{ reported: number; counted: number }> {
  const world = await aWorld();
  const client = new Client(world);
  try {
    client.start();
    await failOver(world, RUN, () => pause(FROZEN_MS));
    await client.stop();
    const { databases } = world.engines;
    const surviving = await numbersIn(databases.standby, databases.databaseName);
    const { primary } = world.settings.plan.regions;
    const counted = client.database.writes.filter(
      ({ number, region, acknowledgedAt }) =>
        region === primary && acknowledgedAt !== undefined && !surviving.has(number),
    ).length;
    await returnHome(world);
    const [{ id: database } = { id: '' }] = world.deployment.databases;
    const promotion = promotionPoint(await world.ledger.run(RUN), database);
    const report = await world.region('primary').invoke('report-lost-writes', { database, promotion });
    return { reported: rowsOf(report as LostWrites), counted };
  } finally {
    await client.stop();
    await world.end();
  }
}

function rowsOf(report: LostWrites): number {
  if (report.outcome === 'unknown') throw new Error(report.because);
  return report.tables.find(({ table }) => table === 'client.writes')?.rows ?? 0;
}
