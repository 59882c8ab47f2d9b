import { numbersInCache } from '../cache-pair';
import { numbersIn } from '../database-pair';
import { returnOldPrimary } from '../old-primary';
import type { RegionLossReport } from '../report';
import { FROZEN_MS, type ScenarioSettings } from '../scenario';
import { type Tally, tallyOf } from '../tally';
import { awaitFailover, kill, pause, writesIn } from './acts';
import { Incident } from './incident';
import { reportOn } from './region-loss-report';
import { act, type Stage } from './stage';

const takeSnapshot = act('Take a snapshot and copy it to the recovery region', async (stage) => {
  const { world, settings, found } = stage;
  const [policy] = settings.plan.policies;
  const begun = Date.now();
  const input = { policy: policy?.name, due: new Date().toISOString() };
  await world.region('primary').start('snapshot', 'snapshot-rehearsal', input).result;
  const points = await world.ledger.recoveryPoints();
  found.snapshot = { seconds: (Date.now() - begun) / 1000, points };
  return points.map(({ kind, region }) => `${kind} in ${region}`).join(', ');
});

const freeze = (milliseconds: number) =>
  act(`Let replication stand still for ${milliseconds} ms`, async ({ world }) => {
    await world.engines.databases.primary.server.freezeReplication();
    await pause(milliseconds);
    return 'WAL senders stopped; the client is acknowledged all the same';
  });

const awaitWrites = act('Write in the recovery region', async (stage) => {
  await writesIn(stage, 'recovery');
  await stage.client.stop();
  const { databases, caches, cacheNotRehearsed } = stage.world.engines;
  const surviving = await numbersIn(databases.standby, databases.databaseName);
  const { found, client } = stage;
  found.writes = client.database.writes;
  found.surviving = surviving;
  found.database = tally(stage, client.database.writes, surviving);
  found.cache = caches
    ? tally(stage, client.cache?.writes ?? [], await numbersInCache(caches.standby))
    : { notRehearsed: cacheNotRehearsed ?? 'unknown' };
  const { lost, killToFirstWriteSeconds } = found.database;
  return `first one ${killToFirstWriteSeconds?.toFixed(2) ?? '?'} s after the kill, ${lost} acknowledged writes lost`;
});

const returnPrimary = act('Let the lost region return', async ({ world, found }) => {
  const oldPrimary = await returnOldPrimary(world, found.surviving ?? new Set());
  found.oldPrimary = oldPrimary;
  return `${oldPrimary.refused} of ${oldPrimary.attempts} writes at its own door refused`;
});

/** The primary region dies while a client writes; its alarm, and nothing else, starts the failover. */
export function regionLoss(settings: ScenarioSettings): Incident<RegionLossReport> {
  const frozen = FROZEN_MS[settings.scenario];
  return new Incident(settings, {
    acts: [
      takeSnapshot,
      ...(frozen ? [freeze(frozen)] : []),
      kill,
      awaitFailover,
      awaitWrites,
      returnPrimary,
    ],
    report: reportOn,
  });
}

function tally(
  { settings, found }: Stage,
  writes: NonNullable<Stage['found']['writes']>,
  surviving: ReadonlySet<number>,
): Tally {
  const { primary, recovery } = settings.plan.regions;
  const killedAt = found.killedAt ?? Number.NaN;
  return tallyOf({ writes, surviving, killedAt, lostRegion: primary, recoveryRegion: recovery });
}
