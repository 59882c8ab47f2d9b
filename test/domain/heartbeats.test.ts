import { type HeartbeatSighting, heartbeatAge, probeByHeartbeats } from '../../lib/domain/heartbeats';
import { someDetectionRules } from '../helpers/an-evidence';
import { at } from '../helpers/at';

const record = (second: number, ...databases: HeartbeatSighting[]) => ({
  region: 'us-west-2',
  at: at(second),
  databases,
});
const replayed = (second: number, database = 'main'): HeartbeatSighting => ({
  database,
  lastHeartbeatAt: at(second),
  replayLagBytes: 0,
});
const probe = (seen: ReturnType<typeof record> | undefined, now = 60) =>
  probeByHeartbeats(seen, someDetectionRules(), at(now));

test.each([
  ['up while the newest heartbeat is three intervals old', record(60, replayed(30)), 'up', '30.0 s old'],
  ['down once it is older', record(60, replayed(29.9)), 'down', '30.1 s old'],
  ['down when one of two is older', record(60, replayed(60), replayed(0, 'orders')), 'down', '60.0 s old'],
  ['unknown when nobody looked', undefined, 'unknown', 'no heartbeat was looked for'],
  ['unknown when nobody looked lately', record(29, replayed(0)), 'unknown', 'last looked for 31.0 s ago'],
  [
    'unknown before the first one came through',
    record(60, { database: 'main' }),
    'unknown',
    'no heartbeat of',
  ],
  [
    'unknown when one of two cannot be read',
    record(60, replayed(0), { database: 'orders', unseenBecause: 'refused' }),
    'unknown',
    'no heartbeat of every database',
  ],
  [
    'unknown where the database takes writes itself',
    record(60, { database: 'main', writtenAt: at(60) }),
    'unknown',
    'on its replica',
  ],
  ['unknown of no database at all', record(60), 'unknown', 'no heartbeat'],
])('the primary database is %s', (_, seen, outcome, detail) => {
  expect(probe(seen)).toEqual({
    at: at(60),
    component: 'database',
    outcome,
    detail: expect.stringContaining(detail),
  });
});

describe('the figures for alarms', () => {
  test('are those of the oldest heartbeat and of the longest way to replay', () => {
    const seen = record(60, replayed(50), { database: 'orders', lastHeartbeatAt: at(20), replayLagBytes: 7 });
    expect(heartbeatAge(seen)).toBe(40);
  });

  test('are small where the database takes writes', () => {
    expect(heartbeatAge(record(60, { database: 'main', writtenAt: at(60) }))).toBe(0);
  });

  test('are never below zero, although two clocks are compared', () => {
    expect(heartbeatAge(record(60, replayed(61)))).toBe(0);
  });

  test('say no age while that of one database is unknown', () => {
    const seen = record(60, replayed(50), { database: 'orders', unseenBecause: 'refused' });
    expect(heartbeatAge(seen)).toBeUndefined();
    expect(heartbeatAge(record(60))).toBeUndefined();
  });
});
