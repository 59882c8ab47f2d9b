import { acknowledged, nothingToAcknowledgeBecause, paused, resumed } from '../../lib/domain/brakes';
import { objectionsToFailover } from '../../lib/domain/failover-decision';
import { activated } from '../../lib/domain/role';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { aSituation, someRules } from '../helpers/a-situation';
import { at } from '../helpers/at';

const ada = { by: 'ada', at: at(5) };
const grace = { by: 'grace', at: at(6) };
const changed = aRole({ lastChange: { at: at(100), run: 'run-1' } });
const kindsOn = (role: typeof changed) =>
  objectionsToFailover(aSituation({ role }), someRules()).map(({ kind }) => kind);

test('a pause says who made it, when and why, and is the first one', () => {
  const role = paused(aRole(), { ...ada, because: 'a deployment' });
  expect(role).toEqual(
    aRole({ version: 2, pausedBy: 'ada', pausedAt: at(5), pausedBecause: 'a deployment' }),
  );
  expect(paused(role, { ...grace, because: 'another one' })).toBe(role);
});

test('a pause holds every failover back, in words', () => {
  const role = paused(aRole(), { ...ada, because: 'a deployment' });
  expect(objectionsToFailover(aSituation({ role }), someRules())).toMatchObject([
    { kind: 'paused', because: `failover is paused by ada since ${at(5)}: a deployment`, approvable: false },
  ]);
});

test('a resumption leaves nothing of the pause but who ended it', () => {
  const role = paused(aRole(), { ...ada, because: 'a deployment' });
  expect(resumed(role, grace)).toEqual(aRole({ version: 3, resumed: grace }));
  expect(resumed(aRole(), grace)).toEqual(aRole());
});

test('an acknowledged change cools down no longer, and the first who acknowledged it stays', () => {
  expect(kindsOn(changed)).toEqual(['cool-down']);
  const role = acknowledged(changed, ada, 'run-1');
  expect(kindsOn(role)).toEqual([]);
  expect(role.lastChange).toEqual({
    at: at(100),
    run: 'run-1',
    acknowledgedBy: 'ada',
    acknowledgedAt: at(5),
  });
  expect(acknowledged(role, grace, 'run-1')).toBe(role);
  expect(acknowledged(changed, ada, 'run-2')).toBe(changed);
});

test('an acknowledged run that was given up keeps the next one back no longer', () => {
  const role = aRole({ lastAbandoned: { at: at(100), run: 'run-2', workflow: 'failover' } });
  expect(nothingToAcknowledgeBecause(role, 'run-2')).toBeUndefined();
  expect(kindsOn(role)).toEqual(['abandoned-before']);
  const seen = acknowledged(role, ada, 'run-2');
  expect(kindsOn(seen)).toEqual([]);
  expect(seen).toMatchObject({ version: 2, lastAbandoned: { run: 'run-2', acknowledgedBy: 'ada' } });
});

test('the next change has to be acknowledged anew', () => {
  const role = acknowledged({ ...aHeldRole(), lastChange: { at: at(-9_000), run: 'run-0' } }, ada, 'run-0');
  expect(activated(role, aClaim(), at(50)).lastChange).toEqual({ at: at(50), run: 'run-1' });
});

test.each([
  [
    'of another run',
    changed,
    'run-2',
    `the last change was made by run run-1 at ${at(100)}, not by run run-2`,
  ],
  ['that never was', aRole(), 'run-1', 'the active region was never changed'],
  [
    'beside the run that was given up',
    aRole({ lastAbandoned: { at: at(100), run: 'run-2', workflow: 'failover' } }),
    'run-1',
    `the active region was never changed; run run-2 was abandoned at ${at(100)}`,
  ],
])('a change %s is not acknowledged', (_, role, run, because) => {
  expect(nothingToAcknowledgeBecause(role, run)).toBe(because);
});
