import { switchoverBlockedBecause } from '../../lib/domain/switchover-decision';
import type { SwitchoverRules } from '../../lib/domain/switchover-objections';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aDatabaseStandby, aSituation, someRules } from '../helpers/a-situation';
import { at } from '../helpers/at';

const rules = (overrides: Partial<SwitchoverRules> = {}): SwitchoverRules => ({
  ...someRules(),
  databasesWithoutRoles: [],
  ...overrides,
});
const aLiveStandby = (overrides: Parameters<typeof aDatabaseStandby>[0] = {}) =>
  aDatabaseStandby({ sourceRegion: 'us-east-1', lastHeartbeatAt: at(-5), ...overrides });
/** A primary that wrote a heartbeat five seconds ago, and a standby that replays it. */
const aCalmSituation = (overrides: Parameters<typeof aSituation>[0] = {}) =>
  aSituation({ now: at(0), databases: [aLiveStandby()], ...overrides });

test('nothing speaks against leaving a primary that lives, for a standby that follows it', () => {
  expect(switchoverBlockedBecause(aCalmSituation(), rules())).toBeUndefined();
});

test('the mode of the plan is not asked: a switchover is somebody’s wish', () => {
  expect(switchoverBlockedBecause(aCalmSituation(), rules({ mode: 'off' }))).toBeUndefined();
});

test.each([
  ['this region is active', { role: aRole({ activeRegion: 'us-west-2' }) }, 'is already the active region'],
  ['a run is open', { role: aRole({ openRun: anOpenRun() }) }, 'run run-1 to us-west-2 is open'],
  ['it is paused', { role: aRole({ pausedBy: 'ada' }) }, 'failover is paused by ada'],
  [
    'the primary fell silent',
    { databases: [aLiveStandby({ lastHeartbeatAt: at(-600) })] },
    'the last heartbeat that the standby of main replayed is 10 min old',
  ],
  [
    'nobody knows whether it lives',
    { databases: [aLiveStandby({ lastHeartbeatAt: undefined })] },
    'whether the primary of main lives is unknown',
  ],
  ['there is no standby', { databases: [] }, 'no database standby is known'],
  ['the standby reboots', { databases: [aLiveStandby({ instanceStatus: 'rebooting' })] }, 'is rebooting'],
  ['the standby takes writes', { databases: [aLiveStandby({ inRecovery: false })] }, 'it takes writes'],
  [
    'the standby cannot be read',
    { databases: [aLiveStandby({ inRecovery: undefined })] },
    'replays is unknown',
  ],
  [
    'it follows another primary',
    { databases: [aLiveStandby({ sourceRegion: 'eu-west-1' })] },
    'replicates from eu-west-1, expected us-east-1',
  ],
  ['it follows none', { databases: [aLiveStandby({ sourceRegion: undefined })] }, 'replicates from nowhere'],
  [
    'its replay is unknown',
    { databases: [aLiveStandby({ replayLagBytes: undefined })] },
    'has replayed is unknown',
  ],
  [
    'a cache has several shards',
    { caches: [{ cache: 'queue', memberStatus: 'associated', shards: 3 }] },
    'queue has 3 shards, expected one',
  ],
])('no, whoever approves, while %s', (_, overrides, because) => {
  expect(switchoverBlockedBecause(aCalmSituation(overrides), rules(), 'ada')).toContain(because);
});

test('no, unless a named person says so, while a switchover was given up short ago', () => {
  const role = aRole({ lastAbandoned: { at: at(-60), run: 'run-0', workflow: 'switchover' } });
  expect(switchoverBlockedBecause(aCalmSituation({ role }), rules())).toBe(
    `run run-0 (switchover) was abandoned at ${at(-60)}: no other is tried for 3540 s, or until somebody acknowledges it`,
  );
  expect(switchoverBlockedBecause(aCalmSituation({ role }), rules(), 'ada')).toBeUndefined();
});

test('yes, when it was a failover that was given up: a switchover goes another way', () => {
  const role = aRole({ lastAbandoned: { at: at(-60), run: 'run-0', workflow: 'failover' } });
  expect(switchoverBlockedBecause(aCalmSituation({ role }), rules())).toBeUndefined();
});

test('no, while the plan names nobody whose writes could be blocked', () => {
  const because = switchoverBlockedBecause(
    aCalmSituation(),
    rules({ databasesWithoutRoles: ['main'] }),
    'ada',
  );
  expect(because).toContain('databases[].applicationRoles of main names no role');
});

const MEBIBYTE = 1024 * 1024;

test.each([
  ['it cools down', { role: aRole({ lastChange: { at: at(-10), run: 'before' } }) }, 'cooling down'],
  [
    'much is left to replay',
    { databases: [aLiveStandby({ replayLagBytes: 64 * MEBIBYTE + 1 })] },
    'received bytes left to replay',
  ],
  ['a cache has no standby', { caches: [{ cache: 'queue' }] }, 'the standby of queue is unknown'],
])('only with a name, while %s', (_, overrides, because) => {
  expect(switchoverBlockedBecause(aCalmSituation(overrides), rules())).toContain(because);
  expect(switchoverBlockedBecause(aCalmSituation(overrides), rules(), 'ada')).toBeUndefined();
});

test('what is left to replay within seconds is no reason', () => {
  const databases = [aLiveStandby({ replayLagBytes: 64 * MEBIBYTE })];
  expect(switchoverBlockedBecause(aCalmSituation({ databases }), rules())).toBeUndefined();
});
