import type { HealthAnswer } from '../../lib/domain/health';
import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import { type RegionSeen, regionHealth } from '../../lib/domain/region-health';
import { at } from '../helpers/at';

const whole: HealthAnswer = { status: 200, body: { checks: { database: 'up', redis: 'up', storage: 'up' } } };
const silent: HealthAnswer = { failure: 'timed out' };
const seenBy = (...databases: HeartbeatSighting[]) => ({ region: 'us-east-1', at: at(0), databases });
const written = { database: 'main', writtenAt: at(0) };
const standby = { database: 'main', lastHeartbeatAt: at(0) };
const health = (seen: Partial<RegionSeen>, seconds = 10) =>
  regionHealth({ answer: whole, ...seen }, 30, at(seconds));

test('a region whose own heartbeats and whose API say so is healthy, in the shape that FireBackup has', () => {
  expect(health({ heartbeats: seenBy(written), isActive: true })).toEqual({
    status: 'healthy',
    timestamp: at(10),
    checks: { database: 'healthy', redis: 'healthy', storage: 'healthy' },
  });
});

test.each([
  ['written lately', seenBy(written), true, 10, 'healthy'],
  ['written too long ago, and looked at since', { ...seenBy(written), at: at(31) }, true, 31, 'unhealthy'],
  ['of a standby, come through lately', seenBy(standby), false, 10, 'healthy'],
  ['of a standby, come through too long ago', { ...seenBy(standby), at: at(31) }, false, 31, 'unhealthy'],
  ['of a standby where the active region is', seenBy(standby), true, 10, 'unhealthy'],
  ['of a standby, of a role that nobody knows', seenBy(standby), undefined, 10, 'healthy'],
  [
    'of one that is well and one that is not',
    seenBy(written, { ...standby, database: 'b' }),
    true,
    10,
    'unhealthy',
  ],
] as const)('heartbeats %s come before the word of the API', (_, heartbeats, isActive, seconds, database) => {
  const contrary = { status: 200, body: { checks: { ...(whole.body as { checks: object }).checks } } };
  (contrary.body.checks as Record<string, string>).database = database === 'healthy' ? 'down' : 'up';
  expect(health({ answer: contrary, heartbeats, isActive }, seconds).checks.database).toBe(database);
});

test.each([
  ['nobody recorded', undefined, 10],
  ['nobody looked for lately', seenBy(written), 31],
  ['could not be seen', seenBy({ database: 'main', unseenBecause: 'timed out' }), 10],
  ['never came through', seenBy({ database: 'main' }), 10],
  ['are of no database', seenBy(), 10],
])(
  'where heartbeats %s the API is believed, and without it the database is unknown',
  (_, heartbeats, seconds) => {
    expect(health({ heartbeats }, seconds).checks.database).toBe('healthy');
    expect(health({ heartbeats, answer: silent }, seconds).checks.database).toBe('unknown');
  },
);

test('what nobody can say is unknown, and makes a region degraded and not healthy', () => {
  expect(health({ answer: silent, heartbeats: seenBy(written), isActive: true })).toMatchObject({
    status: 'degraded',
    checks: { database: 'healthy', redis: 'unknown', storage: 'unknown' },
  });
});

test.each(['redis', 'storage'] as const)(
  'one %s that ails makes it unhealthy, whatever is unknown',
  (check) => {
    const answer = { status: 503, body: { checks: { [check]: { status: 'down' } } } };
    const { status, checks } = health({ answer });
    expect([status, checks[check], checks.database]).toEqual(['unhealthy', 'unhealthy', 'unknown']);
  },
);
