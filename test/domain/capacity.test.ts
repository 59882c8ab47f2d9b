import fc from 'fast-check';
import {
  type Capacity,
  keptCapacity,
  notUpBecause,
  type ServiceSize,
  sizesFor,
  tasksMissing,
} from '../../lib/domain/capacity';
import { at } from '../helpers/at';

const aService = (overrides: Partial<ServiceSize> = {}): ServiceSize => ({
  service: 'api',
  component: 'api',
  desired: 1,
  running: 1,
  ...overrides,
});

const aRecord = (services: readonly ServiceSize[]): Capacity => ({
  region: 'us-east-1',
  at: at(0),
  services,
});

test.each([
  ['smaller than it was there: as it was there', 1, 3, 3],
  ['larger than it was there: as it is', 5, 3, 5],
  ['at nothing on both sides: one', 0, 0, 1],
])('a service that is %s', (_, desired, recorded, to) => {
  const sizes = sizesFor([aService({ desired })], aRecord([aService({ desired: recorded })]));
  expect(sizes).toEqual([{ service: 'api', from: desired, to }]);
});

test.each([
  ['of a region of which nobody recorded anything', undefined, 'nobody recorded the size to reach'],
  ['without a counterpart', aRecord([]), 'the record of us-east-1 has no counterpart of it'],
])('a service %s keeps its own size, and says so', (_, recorded, because) => {
  expect(sizesFor([aService({ desired: 2 })], recorded)).toEqual([
    { service: 'api', from: 2, to: 2, because },
  ]);
  expect(sizesFor([aService({ desired: 0 })], recorded)).toMatchObject([{ to: 1, because }]);
});

test('the nth service of a component stands for the nth there, whatever they are called', () => {
  const own = [
    aService({ service: 'w', component: 'workers', desired: 0 }),
    aService({ service: 'public' }),
    aService({ service: 'admin' }),
  ];
  const there = aRecord([
    aService({ service: 'api-1', desired: 7 }),
    aService({ service: 'api-2', desired: 4 }),
    aService({ service: 'jobs', component: 'workers', desired: 9 }),
  ]);
  expect(sizesFor(own, there).map(({ service, to }) => [service, to])).toEqual([
    ['w', 9],
    ['public', 7],
    ['admin', 4],
  ]);
});

const sizes = fc.array(
  fc.record({
    service: fc.constantFrom('a', 'b', 'c'),
    component: fc.constantFrom('api' as const, 'workers' as const),
    desired: fc.nat(20),
    running: fc.nat(20),
  }),
);

test('nothing is ever made smaller, and nothing takes over with no task', () => {
  fc.assert(
    fc.property(sizes, fc.option(sizes, { nil: undefined }), (own, there) => {
      for (const { from, to } of sizesFor(own, there && aRecord(there))) {
        expect(to).toBeGreaterThanOrEqual(Math.max(1, from));
      }
    }),
  );
});

test('what is at nothing is kept as it was, and everything else as it is', () => {
  const before = aRecord([
    aService({ desired: 3 }),
    aService({ service: 'w', component: 'workers', desired: 2 }),
  ]);
  const seen = {
    ...aRecord([
      aService({ desired: 4 }),
      aService({ service: 'w', component: 'workers', desired: 0, running: 0 }),
    ]),
    at: at(300),
  };
  expect(keptCapacity(seen, before)).toEqual({
    region: 'us-east-1',
    at: at(300),
    services: [
      aService({ desired: 4 }),
      aService({ service: 'w', component: 'workers', desired: 2, running: 0 }),
    ],
  });
  expect(keptCapacity(seen, undefined)).toEqual(seen);
});

test.each([
  ['that all run', [aService()], undefined],
  ['with more tasks than wanted', [aService({ desired: 1, running: 2 })], undefined],
  ['that are not there', [], undefined],
  ['that still start', [aService({ desired: 3, running: 2 }), aService()], 'api runs 2 of 3 tasks'],
  ['that nobody wants', [aService({ desired: 0, running: 0 })], 'api runs 0 of 0 tasks'],
])('services %s', (_, services, because) => {
  expect(notUpBecause(services)).toBe(because);
});

test('what is wanted and does not run is missing, by component; what runs beyond that makes up for nothing', () => {
  const services = [
    aService({ desired: 3, running: 1 }),
    aService({ service: 'api-two', desired: 1, running: 2 }),
    aService({ service: 'workers', component: 'workers', desired: 2, running: 2 }),
  ];
  expect(tasksMissing(services)).toEqual(
    new Map([
      ['api', 2],
      ['workers', 0],
    ]),
  );
});
