import { SIZES, sizeFor, sizing } from '../../lib/plan/sizing';

test.each([
  ['small', { projects: 5, api: 2, workers: 2, database: 'db.t3.medium', gigabytes: 2 }],
  ['medium', { projects: 25, api: 3, workers: 5, database: 'db.r5.large', gigabytes: 5 }],
  ['large', { projects: 100, api: 5, workers: 10, database: 'db.r5.xlarge', gigabytes: 10 }],
  ['enterprise', { projects: Infinity, api: 10, workers: 20, database: 'db.r5.2xlarge', gigabytes: 20 }],
] as const)('the size %s is the row of the guide', (size, row) => {
  const { projects, api, workers, database, cache } = sizing(size);
  expect({
    projects,
    api: api.usual,
    workers: workers.usual,
    database: database.instanceClass,
    gigabytes: cache.gigabytes,
  }).toEqual(row);
});

test('workers stay between 2 and 20, and the largest deployments may have 50', () => {
  const bounds = SIZES.map((size) => [sizing(size).workers.least, sizing(size).workers.most]);
  expect(bounds).toEqual([
    [2, 20],
    [2, 20],
    [2, 20],
    [2, 50],
  ]);
});

test('every size has tasks within its own bounds, and never fewer than two', () => {
  for (const size of SIZES) {
    for (const { least, usual, most } of [sizing(size).api, sizing(size).workers]) {
      expect(least).toBe(2);
      expect(usual).toBeGreaterThanOrEqual(least);
      expect(most).toBeGreaterThanOrEqual(usual);
    }
  }
});

test('tasks have 1 to 4 processors, and memory that Fargate sells beside them', () => {
  const sold: Readonly<Record<number, number>> = { 1024: 2048, 2048: 4096, 4096: 8192 };
  for (const size of SIZES) {
    for (const { cpu, memoryMegabytes } of [sizing(size).api, sizing(size).workers]) {
      expect(memoryMegabytes).toBe(sold[cpu]);
    }
  }
});

test.each([
  [1, 'small'],
  [5, 'small'],
  [6, 'medium'],
  [25, 'medium'],
  [26, 'large'],
  [100, 'large'],
  [101, 'enterprise'],
  [5000, 'enterprise'],
])('%i projects fit into the size %s', (projects, size) => {
  expect(sizeFor(projects)).toBe(size);
});

test.each([0, -3, 2.5, Number.NaN])('%d is no number of projects', (projects) => {
  expect(() => sizeFor(projects)).toThrow(RangeError);
});
