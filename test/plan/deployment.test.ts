import { cacheOf, databaseOf, failoverRules, otherRegion, placeOf } from '../../lib/plan/deployment';
import { aDeployment, aPlan } from '../helpers/a-plan';

test('the rules of the decision are the numbers of the plan', () => {
  expect(failoverRules(aDeployment({ probe: { interval: '6s', failuresToDeclare: 4 } }))).toEqual({
    mode: 'approval',
    coolDownSeconds: 3_600,
    rpoSeconds: 60,
    maintenance: [],
    detection: { intervalSeconds: 6, failuresToDeclare: 4, inRegionHoldSeconds: 120 },
  });
});

test('a fence may admit the group that the orchestrator has in that region', () => {
  expect(aDeployment().orchestratorGroups).toEqual({ primary: 'sg-000000a1', recovery: 'sg-000000a2' });
});

test('functions hold a run against the objectives for a lost region', () => {
  expect(aDeployment().objectives).toEqual(aPlan().objectives.region);
});

test('each of the two serving regions has the other one and a place', () => {
  const deployment = aDeployment();
  expect(otherRegion(deployment, 'us-east-1')).toBe('us-west-2');
  expect(otherRegion(deployment, 'us-west-2')).toBe('us-east-1');
  expect(placeOf(deployment, 'us-east-1')).toBe('primary');
  expect(placeOf(deployment, 'us-west-2')).toBe('recovery');
});

test('the witness region has no place', () => {
  expect(() => placeOf(aDeployment(), 'us-east-2')).toThrow(
    'us-east-2 serves nothing; expected us-east-1 or us-west-2',
  );
});

test('databases and caches are found by id, and an unknown id names the known ones', () => {
  const deployment = aDeployment();
  expect(databaseOf(deployment, 'main').databaseName).toBe('firebackup');
  expect(cacheOf(deployment, 'queue').globalDatastore).toBe('ldgnf-queue');
  expect(() => databaseOf(deployment, 'orders')).toThrow('no database orders; expected one of main');
  expect(() => cacheOf(deployment, 'orders')).toThrow('no cache orders; expected one of queue');
});
