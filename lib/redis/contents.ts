import type { CacheContents } from '../domain/cache-contents';
import type { CacheSession } from './connect';

/** What a cache holds; nothing while it still loads its data. Changes nothing. */
export async function cacheContents({ command }: CacheSession): Promise<CacheContents | undefined> {
  const persistence = fieldsOf(await command<string>(['INFO', 'persistence']));
  if (persistence.get('loading') !== '0') return undefined;
  const keyspace = fieldsOf(await command<string>(['INFO', 'keyspace']));
  const keys = [...keyspace.values()].reduce((sum, said) => sum + Number(/^keys=(\d+)/.exec(said)?.[1]), 0);
  const expired = persistence.get('rdb_last_load_keys_expired');
  return { keys, expired: expired === undefined ? undefined : Number(expired), read: await readOne(command) };
}

/** Reads one key whole, whatever its type, so that an answer stands for data and not for a counter alone. */
async function readOne(command: CacheSession['command']): Promise<string | undefined> {
  const key = await command<string | null>(['RANDOMKEY']);
  if (key === null) return undefined;
  await command(['DUMP', key]);
  return command<string>(['TYPE', key]);
}

/** `name:value`, by lines. */
const fieldsOf = (said: string): ReadonlyMap<string, string> =>
  new Map(
    said.split('\r\n').flatMap((line): [string, string][] => {
      const [, name, value] = /^(\w+):(.*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value]];
    }),
  );
