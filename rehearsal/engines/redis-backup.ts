import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { RedisServer } from './redis-server';
import { waitUntil } from './wait-until';

/** What a server looks for in its directory when it starts, and leaves there when it saves. */
export const RDB_NAME = 'dump.rdb';

const SAVES_WITHIN_MS = 15_000;

/**
 * Writes everything that a server holds to a file, beside its clients, as a snapshot of ElastiCache does. The server keeps
 * none of it: one that comes back after it was killed has to be empty.
 */
export async function redisBackup(server: RedisServer, file: string): Promise<void> {
  await waitUntil(() => begun(server), {
    withinMs: SAVES_WITHIN_MS,
    otherwise: () => 'Redis saves for others',
  });
  const said = await idle(server);
  if (!said.includes('rdb_last_bgsave_status:ok')) throw new Error(`${server.port} could not save its data`);
  await rename(join(server.place.directory, RDB_NAME), file);
}

/** A replica may ask for everything at any moment, and Redis forks for one thing at a time. */
const begun = (server: RedisServer): Promise<boolean> =>
  server.command('BGSAVE').then(
    () => true,
    (error: Error) => {
      if (error.message.includes('already in progress')) return false;
      throw error;
    },
  );

/** What the server says of itself once it saves nothing. */
async function idle(server: RedisServer): Promise<string> {
  let said = '';
  const isIdle = async () => {
    said = await server.command<string>('INFO', 'persistence');
    return said.includes('rdb_bgsave_in_progress:0');
  };
  await waitUntil(isIdle, { withinMs: SAVES_WITHIN_MS, otherwise: () => `Redis still saves: ${said}` });
  return said;
}
