import { aPlan, planText } from '../helpers/a-plan';
import { aCompute } from '../helpers/fake-services';
import { problemsWith } from '../helpers/plan-problems';

const [api, workers] = aCompute.recovery.services;
const problemsOf = (services: readonly object[]) =>
  problemsWith(planText({ compute: { ...aCompute, recovery: { cluster: 'dr', services } } }));

test('a plan may have compute, or none', () => {
  expect(aPlan({ compute: aCompute }).compute?.recovery.cluster).toBe('dr');
  expect(aPlan().compute).toBeUndefined();
});

test('services that have no counterpart in the other region are told', () => {
  expect(problemsOf([api])).toEqual([
    expect.stringContaining(
      'expected as many services for workers as in compute.primary, in the same order: 1',
    ),
  ]);
});

test('a service is named once', () => {
  expect(problemsOf([api, workers, api])).toEqual(
    expect.arrayContaining([
      'compute.recovery.services.2.service: found "api-dr"; expected each service of a cluster once',
    ]),
  );
});
