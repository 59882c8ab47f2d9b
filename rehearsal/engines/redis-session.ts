import { createClient } from '@redis/client';

export const REDIS_HOST = '127.0.0.1';
const CONNECT_TIMEOUT_MS = 2_000;

export type RedisConnection = Awaited<ReturnType<typeof connectRedis>>;

/**
 * Connects once and never again by itself: what comes after its engine was killed is the caller's to decide.
 * The caller has to `destroy()` it.
 */
export async function connectRedis(port: number) {
  const socket = { host: REDIS_HOST, port, connectTimeout: CONNECT_TIMEOUT_MS };
  const client = createClient({ socket: { ...socket, reconnectStrategy: false } });
  // The command that was under way fails as well; nobody needs to hear of the lost connection twice.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Commands to one engine, straight to its port and past any gate; connects anew when the engine was away. */
export class RedisSession {
  #connection: Promise<RedisConnection> | undefined;

  constructor(readonly port: number) {}

  async command<Reply>(words: readonly string[]): Promise<Reply> {
    this.#connection ??= connectRedis(this.port);
    const current = this.#connection;
    try {
      return await (await current).sendCommand<Reply>([...words]);
    } catch (error) {
      // An error reply leaves the connection usable.
      if (this.#connection === current && !(await isReady(current))) this.close();
      throw error;
    }
  }

  close(): void {
    void this.#connection?.then(
      (connection) => connection.isOpen && connection.destroy(),
      () => undefined,
    );
    this.#connection = undefined;
  }
}

function isReady(connection: Promise<RedisConnection>): Promise<boolean> {
  return connection.then(
    (connected) => connected.isReady,
    () => false,
  );
}
