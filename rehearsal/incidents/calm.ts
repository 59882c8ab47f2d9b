import { withSession } from '../../lib/postgres/connect';
import { SUPERUSER } from '../engines/postgres-sessions';
import { waitUntil } from '../engines/wait-until';
import type { World } from '../world';
import { seenOf } from './seen-of';

const CALM_WITHIN_MS = 30_000;

/** All is well and seen to be so: the standby has a heartbeat, and both probers have seen the primary region up. */
export const calm = (world: World): Promise<void> =>
  waitUntil(async () => (await hasHeartbeat(world)) && (await isSeenUp(world)), {
    withinMs: CALM_WITHIN_MS,
    otherwise: async () =>
      `${(await hasHeartbeat(world)) ? 'a' : 'no'} heartbeat was replicated; ${await seenOf(world)}`,
  });

async function hasHeartbeat({ engines: { databases } }: World): Promise<boolean> {
  const { host, port } = databases.standby.server;
  const endpoint = { host, port, databaseName: databases.databaseName, user: SUPERUSER };
  try {
    const { rows } = await withSession(endpoint, {}, (session) =>
      session.query('SELECT FROM firebackup.heartbeat'),
    );
    return rows.length > 0;
  } catch {
    return false;
  }
}

async function isSeenUp(world: World): Promise<boolean> {
  const seen = await world.ledger.evidence();
  const up = seen.filter(({ streaks }) =>
    streaks.some(({ component, outcome }) => component === 'api' && outcome === 'up'),
  );
  return up.length >= 2;
}
