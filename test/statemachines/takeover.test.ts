import { machines, START_EXECUTION, tasks } from './machine-files';

const stateOf = (machine: string, name: string) => machines.get(machine)?.States[name];

test('failover and switchover promote by the same states', () => {
  const [failover, switchover] = ['failover', 'switchover'].map((name) => stateOf(name, 'PromoteComponents'));
  expect(failover?.Branches).not.toHaveLength(0);
  expect(switchover?.Branches).toEqual(failover?.Branches);
});

test('nothing of a switchover changes the world before the lease is taken, and nothing is promoted before the proof', () => {
  const names = Object.keys(machines.get('switchover')?.States ?? {});
  const order = [
    'TakeLease',
    'QuiesceWorkers',
    'HoldWrites',
    'AwaitReplay',
    'AwaitCaches',
    'PromoteComponents',
  ];
  expect(names.filter((name) => order.includes(name))).toEqual(order);
  expect(names.indexOf('FenceRegion')).toBeGreaterThan(names.indexOf('ActivateRegion'));
});

test('whatever fails between the lease and the first promotion is undone', () => {
  for (const name of [
    'LocateCaches',
    'QuiesceWorkers',
    'HoldWrites',
    'AwaitReplay',
    'AwaitCaches',
    'PromoteComponents',
  ]) {
    expect([name, stateOf('switchover', name)?.Catch]).toEqual([
      name,
      [expect.objectContaining({ ErrorEquals: ['States.ALL'], Next: 'ReleaseHold' })],
    ]);
  }
});

test('a machine that runs another has a time limit for it and a way on when it fails', () => {
  const running = tasks.filter(({ state }) => state.Resource === START_EXECUTION);
  expect(running.length).toBeGreaterThan(0);
  for (const { state } of running) {
    expect(state.TimeoutSeconds).toBeGreaterThan(machines.get('switchover')?.TimeoutSeconds ?? Number.NaN);
    expect(state.Catch).not.toHaveLength(0);
  }
});
