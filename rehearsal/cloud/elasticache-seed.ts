import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../engines/free-port';
import { Gate } from '../engines/gate';
import { RDB_NAME } from '../engines/redis-backup';
import type { FoundRedis } from '../engines/redis-binary';
import { RedisServer } from '../engines/redis-server';
import type { Leftovers } from '../leftovers';
import type { CacheGroup } from './elasticache-groups';
import type { SecurityGroupRules } from './security-group-rules';

export interface SeedSettings {
  readonly region: string;
  readonly folder: string;
  readonly binary: FoundRedis;
  readonly leftovers: Leftovers;
  readonly rules: SecurityGroupRules;
  /** Of the gate of every cache: where clients come from, and the orchestrator. */
  readonly doors: { readonly clients: string; readonly orchestrator: string };
}

/** A new cache that will start with the contents of a file. Its endpoint is the orchestrator's way in. */
export async function seededGroup(
  replicationGroup: string,
  file: string,
  { region, folder, binary, leftovers, rules, doors }: SeedSettings,
): Promise<CacheGroup> {
  const port = await freePort();
  const directory = join(folder, `cache-${region}-${replicationGroup}-${port}`);
  await mkdir(directory, { recursive: true });
  await copyFile(file, join(directory, RDB_NAME));
  const server = new RedisServer(binary, { directory, port });
  const gate = await Gate.open(port, [doors.clients, doors.orchestrator]);
  leftovers.add(() => {
    server.killNow();
    void gate.close();
  });
  return {
    region,
    replicationGroup,
    server,
    gate,
    rules,
    tags: {},
    door: doors.orchestrator,
    groups: [],
    status: 'creating',
  };
}
