import type { HeartbeatSighting } from '../../lib/domain/heartbeats';
import { closedLogins, type Logins } from '../../lib/domain/logins';
import { at } from '../helpers/at';

const written = (database: string, logins?: Logins): HeartbeatSighting => ({
  database,
  writtenAt: at(0),
  ...(logins && { logins }),
});
const standby: HeartbeatSighting = { database: 'standby', lastHeartbeatAt: at(0) };
const open: Logins = { closed: [] };
const closed: Logins = { closed: ['application', 'worker'] };
const unknown: Logins = { unseenBecause: 'permission denied' };

test.each([
  ['none, where all may log in', [written('main', open), written('orders', open)], 0],
  ['none, where only a standby was not looked at', [written('main', open), standby], 0],
  ['those of every database', [written('main', closed), written('orders', closed)], 4],
  ['those that are known, whatever is not', [written('main', closed), written('orders', unknown)], 2],
  ['unknown, where one could not be read', [written('main', open), written('orders', unknown)], undefined],
  ['unknown, where one was not looked at', [written('main', open), written('orders')], undefined],
  ['unknown of standbys', [standby], undefined],
  ['unknown of no database at all', [], undefined],
])('closed logins are %s', (_, databases, expected) => {
  expect(closedLogins(databases)).toBe(expected);
});
