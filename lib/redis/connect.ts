import { createClient } from '@redis/client';

export interface CacheEndpoint {
  readonly host: string;
  readonly port: number;
}

/** The part of a connection that our commands use. */
export interface CacheSession {
  command<Reply>(words: readonly string[]): Promise<Reply>;
}

/** Runs `work` on a connection of its own, which ends with it. */
export type ConnectCache = <Result>(
  endpoint: CacheEndpoint,
  work: (session: CacheSession) => Promise<Result>,
) => Promise<Result>;

/**
 * A cache that hangs must not take the caller's whole time: 3 s to connect (a TLS handshake between zones takes well under
 * one), 5 s for an answer (ours are counters and single keys).
 */
const CONNECT_TIMEOUT_MILLIS = 3_000;
const COMMAND_TIMEOUT_MILLIS = 5_000;

/** Opens a connection, lends it, and ends it. `tls` is what differs between ElastiCache and a rehearsal. */
export async function withCacheSession<Result>(
  { host, port }: CacheEndpoint,
  { tls }: { readonly tls: boolean },
  work: (session: CacheSession) => Promise<Result>,
): Promise<Result> {
  const client = createClient({
    socket: {
      host,
      port,
      connectTimeout: CONNECT_TIMEOUT_MILLIS,
      reconnectStrategy: false,
      ...(tls && { tls: true as const, servername: host }),
    },
    commandOptions: { timeout: COMMAND_TIMEOUT_MILLIS },
  });
  // The command under way fails as well; without a listener the same event would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work({ command: (words) => client.sendCommand([...words]) });
  } finally {
    client.destroy();
  }
}

/** Caches in AWS, which encrypt in transit under a certificate of Amazon's. */
export const connectWithTls: ConnectCache = (endpoint, work) =>
  withCacheSession(endpoint, { tls: true }, work);
