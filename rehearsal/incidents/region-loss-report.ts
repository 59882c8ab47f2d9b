import type { Fence } from '../../lib/domain/fence';
import { type Judgement, judge } from '../../lib/domain/objectives';
import type { Run } from '../../lib/domain/run';
import { courseOf } from '../course/course-of';
import { differencesFromAws, failoverDifferences } from '../differences-from-aws';
import type { NumberedWrite } from '../numbered-writer';
import type { RegionLossReport } from '../report';
import type { World } from '../world';
import { regionLossVerdict } from './region-loss-verdict';
import type { Stage } from './stage';

/** @throws {Error} while a step has not been done whose finding the report needs. */
export function reportOn(stage: Stage): RegionLossReport {
  const { world, settings, startedAt, found, checker } = stage;
  const { scenario, plan, compression } = settings;
  const { snapshot, run, writes, database, cache, oldPrimary } = found;
  if (!snapshot || !run || !writes || !database || !cache || !oldPrimary) {
    throw new Error('the rehearsal is not finished');
  }
  const { writable } = checker;
  const ofRun = run.judgements ?? [];
  const ofClient = clientJudgements(world, database, cache);
  const closed = oldPrimary.accepted === 0 && writable.database.mostAtOnce <= 1;
  return {
    about: 'failover',
    scenario,
    verdict: regionLossVerdict({ outcome: run.outcome, closed, ofRun, ofClient }),
    startedAt: new Date(startedAt).toISOString(),
    seconds: (Date.now() - startedAt) / 1000,
    regions: plan.regions,
    waitCompression: compression,
    snapshot,
    failover: run,
    fences: fencesOf(run),
    database,
    cache,
    oldPrimary,
    decisionToFirstWriteSeconds: decisionToFirstWrite(run, writes, plan.regions.recovery),
    writable,
    judgements: [...ofRun, ...ofClient],
    surroundings: stage.surroundings,
    course: courseOf(stage),
    awsCalls: Object.fromEntries([...world.calls].sort()),
    notRehearsed: [...differencesFromAws(world), ...failoverDifferences(world)],
  };
}

/** The same objectives once more, held against what the client saw instead of what the orchestrator measured. */
function clientJudgements(
  world: World,
  database: RegionLossReport['database'],
  cache: RegionLossReport['cache'],
): readonly Judgement[] {
  const { objectives } = world.deployment;
  const seenByDatabase = [
    judge('database RTO, as the client saw it', objectives.database.rto, database.gapSeconds),
    judge('database RPO, as the client saw it', objectives.database.rpo, database.lostSeconds),
  ];
  if ('notRehearsed' in cache) return seenByDatabase;
  return [
    ...seenByDatabase,
    judge('cache RTO, as the client saw it', objectives.cache.rto, cache.gapSeconds),
    judge('cache RPO, as the client saw it', objectives.cache.rpo, cache.lostSeconds),
  ];
}

const fencesOf = (run: Run): readonly Fence[] =>
  (run.evidence as { steps?: { fence?: { fences?: readonly Fence[] } } } | undefined)?.steps?.fence?.fences ??
  [];

function decisionToFirstWrite(
  run: Run,
  writes: readonly NumberedWrite[],
  region: string,
): number | undefined {
  const first = writes.find((write) => write.region === region && write.acknowledgedAt !== undefined);
  if (!first?.acknowledgedAt || !run.decidedAt) return undefined;
  return (first.acknowledgedAt - Date.parse(run.decidedAt)) / 1000;
}
