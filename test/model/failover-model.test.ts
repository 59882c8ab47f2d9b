import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { at } from '../helpers/at';
import type { Tasks } from './executions';
import { walkSchedule } from './schedules';

const SCHEDULES = 100_000;
const SCHEDULES_TO_FIND = 100;
const WITHIN_MS = 30 * 60_000;

const walked = (): { moved: number; endings: readonly string[]; violations: readonly string[] } => {
  const root = join(import.meta.dirname, '..', '..');
  const { stdout, stderr } = spawnSync(
    join(root, 'node_modules', '.bin', 'node'),
    ['--import', 'tsx', join(import.meta.dirname, 'walk.ts'), String(SCHEDULES)],
    { cwd: root, encoding: 'utf8' },
  );
  if (!stdout) throw new Error(stderr);
  return JSON.parse(stdout);
};

/**
 * Between any two calls of failovers, switchovers and guards may come a crash, a cut, a lost answer, another execution, or
 * time. The laws: one active region per epoch and one promotion; fenced, or the risk recorded, before it; nothing after a
 * lost lease; every end recorded; and a run that is started again comes to its end.
 */
test(
  'no schedule breaks a law, and they come to every kind of end',
  () => {
    const { moved, endings, violations } = walked();
    expect(violations).toEqual([]);
    expect(endings).toEqual(
      expect.arrayContaining([
        'done',
        'FailoverBlocked',
        'LeaseHeld',
        'LeaseLost',
        'AbandonedHeld',
        'AbandonedFenced',
      ]),
    );
    expect(moved / SCHEDULES).toBeGreaterThan(0.5);
  },
  WITHIN_MS,
);

describe('the model finds', () => {
  const planted = async (tasks: Tasks): Promise<string> => {
    for (let number = 0; number < SCHEDULES_TO_FIND; number += 1) {
      const { violations } = await walkSchedule(number, (shipped) => ({ ...shipped, ...tasks }));
      if (violations.size > 0) return [...violations].join('; ');
    }
    return 'nothing';
  };

  test('a fence that is claimed and never made', async () => {
    const fences = [{ component: 'database', id: 'main', outcome: 'held', because: 'so it says' }];
    const FenceRegion = async () => ({ fences, at: at(0) });
    expect(await planted({ FenceRegion })).toMatch('promoted before it had tried to fence');
  });

  test('a switchover that blocks no writes', async () => {
    const HoldWrites = async () => ({ databases: [], caches: [] });
    expect(await planted({ HoldWrites })).toMatch('promoted while clients could write');
  });

  test('a refusal that nobody records', async () => {
    const RecordRefusal = async () => ({ announce: 'no' });
    expect(await planted({ RecordRefusal })).toMatch('ended and left no record');
  });

  /** A switchover that is undone leaves the application's roles closed. */
  const ReleaseHold = async () => ({ released: 'so it says', at: at(0) });

  test('roles that are left closed and that no heartbeat tells of', async () => {
    const RecordHeartbeats = async () => undefined;
    const found = await planted({ ReleaseHold, RecordHeartbeats });
    expect(found).toMatch('is active and keeps clients out');
    expect(found).toMatch('no heartbeat tells that roles are closed');
  });

  test('nothing where the heartbeats as they are tell of them', async () => {
    expect(await planted({ ReleaseHold })).toBe('nothing');
  });

  test('heartbeats that find roles closed which are open', async () => {
    const seen = [{ database: 'main', writtenAt: at(0), logins: { closed: ['application'] } }];
    const WriteHeartbeat = async () => ({ at: at(0), written: 1, seen });
    expect(await planted({ WriteHeartbeat })).toMatch('is told to keep the application out, and does not');
  });

  test('a run that is never closed', async () => {
    const CloseRun = async () => ({ outcome: 'done' });
    expect(await planted({ CloseRun })).toMatch('is open for good');
  });
});
