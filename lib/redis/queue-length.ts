import { TerminalState } from '../domain/errors';
import type { CacheEndpoint, ConnectCache } from './connect';

/**
 * How many entries a list has; one that is not there has none. Changes nothing. In a cluster, whoever does not have the key
 * names who does, and is believed once.
 *
 * @throws what keeps it from being known: no answer, no permission, a key that is no list
 */
export async function queueLength(
  connect: ConnectCache,
  endpoint: CacheEndpoint,
  list: string,
): Promise<number> {
  const read = (from: CacheEndpoint) => connect(from, ({ command }) => command<unknown>(['LLEN', list]));
  const length = await read(endpoint).catch((error: Error) => {
    const moved = movedTo(error.message, endpoint);
    if (!moved) throw error;
    return read(moved);
  });
  if (typeof length === 'number' && Number.isInteger(length)) return length;
  throw new TerminalState(`LLEN ${list} answered ${JSON.stringify(length)}, expected a number`);
}

/** `MOVED 3999 host:port`; without a host, where the answer came from. */
function movedTo(said: string, { host }: CacheEndpoint): CacheEndpoint | undefined {
  const [, name, port] = /^MOVED \d+ (\S*):(\d+)$/.exec(said) ?? [];
  return port === undefined ? undefined : { host: name || host, port: Number(port) };
}
