import { restoreSettings } from '../../lambdas/restore-settings/task';
import type { SettingsOfInstance } from '../../lib/aws/database-settings';
import type { DatabaseSettings } from '../../lib/domain/database-settings';
import { LeaseLost, NotReady, TerminalState } from '../../lib/domain/errors';
import { aClock } from '../helpers/a-clock';
import { aDeployment } from '../helpers/a-plan';
import { aClaim, aHeldRole, aRole } from '../helpers/a-role';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

const asPromoted: SettingsOfInstance = {
  status: 'available',
  settings: {
    multiAz: false,
    backupRetentionDays: 7,
    backupWindow: '03:00-04:00',
    parameterGroup: 'default.postgres16',
    deletionProtection: true,
  },
  awaitsRestart: false,
};

function aRestoring(overrides: Partial<SettingsOfInstance> = {}, role = aHeldRole()) {
  let found = { ...asPromoted, ...overrides };
  const calls: [string, Partial<DatabaseSettings>][] = [];
  const task = restoreSettings({
    deployment: aDeployment(),
    ledger: new InMemoryLedger(role),
    databases: {
      region: 'us-west-2',
      settings: async () => found,
      change: async (id, asked) => {
        calls.push([id, asked]);
        found = { ...found, status: 'modifying', settings: { ...found.settings, ...asked } };
      },
    },
    now: aClock(60).now,
  });
  return { task: () => task({ claim: aClaim() }), calls };
}

test("the own region's instance is asked for what it lacks, and a second call asks nothing although it is busy", async () => {
  const { task, calls } = aRestoring();
  const asked = { multiAz: true, parameterGroup: 'postgres16' };
  expect(await task()).toEqual({ databases: [{ database: 'main', asked, awaitsRestart: true }], at: at(60) });
  expect(await task()).toMatchObject({ databases: [{ asked: {} }] });
  expect(calls).toEqual([['firebackup-recovery', asked]]);
});

test.each([
  ['backing-up', NotReady],
  ['storage-full', TerminalState],
])('an instance that is %s is asked nothing', async (status, expected) => {
  const { task, calls } = aRestoring({ status });
  await expect(task()).rejects.toThrow(expected);
  expect(calls).toEqual([]);
});

test('a run that lost its lease changes nothing', async () => {
  const { task, calls } = aRestoring({}, aRole());
  await expect(task()).rejects.toThrow(LeaseLost);
  expect(calls).toEqual([]);
});
