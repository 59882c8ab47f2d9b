import { numbersInCache } from '../cache-pair';
import { courseOf } from '../course/course-of';
import { numbersIn } from '../database-pair';
import { differencesFromAws, failoverDifferences } from '../differences-from-aws';
import type { IncidentReport } from '../report';
import { countedLoss } from './counted-loss';
import { act, type Stage } from './stage';

/** Ends the writing and counts it, on the side that the ledger says serves. */
export const countWrites = act(
  'Count what the client was promised',
  async ({ world, client, found, checker }) => {
    await client.stop();
    checker.stop();
    const { databases, caches, cacheNotRehearsed } = world.engines;
    const { activeRegion } = await world.ledger.role();
    const side = activeRegion === world.settings.plan.regions.primary ? 'primary' : 'standby';
    const database = countedLoss(
      client.database.writes,
      await numbersIn(databases[side], databases.databaseName),
    );
    const cache = caches?.[side].server.running
      ? countedLoss(client.cache?.writes ?? [], await numbersInCache(caches[side]))
      : { notRehearsed: cacheNotRehearsed ?? 'the cache of the active region is gone' };
    found.counted = { database, cache, runs: await world.runs(), activeRegion };
    const gap = database.longestGapSeconds.toFixed(2);
    return `${database.lost} of ${database.acknowledged} acknowledged writes lost, ${gap} s without one at most`;
  },
);

/** What is said of a scenario in which nothing is measured but what its checks look at. */
export const incidentReport =
  (done: string) =>
  (stage: Stage): IncidentReport => {
    const { world, settings, startedAt, found, checks, checker } = stage;
    if (!found.counted) throw new Error('the rehearsal is not finished');
    return {
      about: 'incident',
      scenario: settings.scenario,
      done,
      verdict: checks.some(({ outcome }) => outcome === 'failed') ? 'missed' : 'met',
      startedAt: new Date(startedAt).toISOString(),
      seconds: (Date.now() - startedAt) / 1000,
      regions: settings.plan.regions,
      waitCompression: settings.compression,
      ...found.counted,
      writable: checker.writable,
      checks,
      surroundings: stage.surroundings,
      course: courseOf(stage),
      awsCalls: Object.fromEntries([...world.calls].sort()),
      notRehearsed: [...differencesFromAws(world), ...failoverDifferences(world)],
    };
  };
