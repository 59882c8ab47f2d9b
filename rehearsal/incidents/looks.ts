import type { Run } from '../../lib/domain/run';
import { check, type Look, type Stage } from './stage';

/** Looks that many scenarios share. Those that count come after `countWrites`. */

const counted = ({ found }: Stage) => {
  if (!found.counted) throw new Error('nothing was counted yet');
  return found.counted;
};

const promotions = ({ world }: Stage): number => world.calls.get('RDS.PromoteReadReplica') ?? 0;

/** Not even begun: a run that said no is the most there may be. */
export const nothingMoved: Look = (stage) => {
  const { activeRegion, runs } = counted(stage);
  const begun = runs.filter(({ outcome }) => outcome !== 'refused');
  const held =
    activeRegion === stage.settings.plan.regions.primary && promotions(stage) === 0 && begun.length === 0;
  const which = begun.map(({ workflow, outcome }) => `${workflow} ${outcome}`).join(', ') || 'none';
  const found = `${activeRegion} is active, ${promotions(stage)} promotions; runs begun: ${which}`;
  return check('no change of the active region was begun', held, found);
};

/** Every change of the active region is one promotion and one epoch, and ends in the recovery region. */
const moved =
  (title: string, times: number): Look =>
  async (stage) => {
    const { activeRegion } = counted(stage);
    const { epoch } = await stage.world.ledger.role();
    const done = promotions(stage);
    const held =
      activeRegion === stage.settings.plan.regions.recovery && done === times && epoch === 1 + times;
    return check(
      title,
      held,
      `${activeRegion} is active in epoch ${epoch} after ${done === 1 ? 'one promotion' : `${done} promotions`}`,
    );
  };

export const movedOnce = moved('the active region changed once', 1);
export const movedThrice = moved('the active region changed there, back, and there again', 3);

/** By a switchover, whoever asked for it. */
export const handedOver: Look = (stage) => {
  const done = counted(stage).runs.filter(
    ({ workflow, outcome }) => workflow === 'switchover' && outcome === 'done',
  );
  return check('the role was handed over', done.length === 1, `${done.length} switchovers done`);
};

export const neverBoth: Look = ({ checker }) => {
  const { mostAtOnce, bothSeconds } = checker.writable.database;
  const found = `${mostAtOnce} took writes of clients at one instant at most, two for ${bothSeconds.toFixed(2)} s`;
  return check('never two writable databases', mostAtOnce <= 1, found);
};

export const neverBothCaches: Look = ({ checker }) => {
  const { cache } = checker.writable;
  if (!cache)
    return { title: 'never two writable caches', outcome: 'not rehearsed', found: 'there is no cache' };
  const found = `${cache.mostAtOnce} took writes of clients at one instant at most, two for ${cache.bothSeconds.toFixed(2)} s`;
  return check('never two writable caches', cache.mostAtOnce <= 1, found);
};

export const nothingLost: Look = (stage) => {
  const { lost, acknowledged } = counted(stage).database;
  return check('no acknowledged write is lost', lost === 0, `${lost} of ${acknowledged} lost`);
};

export const nothingLostOfCaches: Look = (stage) => {
  const title = 'no acknowledged write to the cache is lost';
  const { cache } = counted(stage);
  if ('notRehearsed' in cache) return { title, outcome: 'not rehearsed', found: cache.notRehearsed };
  return check(title, cache.lost === 0, `${cache.lost} of ${cache.acknowledged} lost`);
};

/** A loss that the run expected, and no more. */
export const lossAsExpected: Look = (stage) => {
  const { database, runs } = counted(stage);
  const expected = runs.find(({ outcome }: Run) => outcome === 'done')?.expectedLossSeconds;
  const held = expected !== undefined && expected >= database.lostSeconds;
  const found = `${database.lostSeconds.toFixed(2)} s counted, ${expected?.toFixed(2) ?? '?'} s expected`;
  return check('the loss is no larger than expected', held, found);
};

/** Why the newest run did nothing. */
export const refusedBecause =
  (reason: RegExp): Look =>
  (stage) => {
    const because =
      counted(stage).runs.findLast(({ outcome }) => outcome === 'refused')?.because ?? 'no run was refused';
    return check('it was refused, and says why', reason.test(because), because);
  };
