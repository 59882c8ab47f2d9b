import { resolve } from 'node:path';
import { Client, type ClientConfig, Pool, type QueryResult, type QueryResultRow } from 'pg';

export const POSTGRES_HOST = '127.0.0.1';
export const SUPERUSER = 'postgres';
const SESSIONS = 4;
/** A running engine answers in a millisecond; one that does not is stopped or starved. */
const CONNECT_WITHIN_MS = 5_000;

/**
 * A superuser's sessions with one engine, straight to its port and past any gate. They come and go with the
 * engine: idle sessions that a killed engine closes are forgotten, and the next query opens a new one.
 */
export class PostgresSessions {
  readonly #pool: Pool;
  readonly #underWay = new Set<Promise<void>>();

  constructor(port: number) {
    this.#pool = new Pool({ ...configFor(port), max: SESSIONS, allowExitOnIdle: true });
    this.#pool.on('error', ignore);
    this.#pool.on('connect', (client) => client.on('error', ignore));
  }

  query<Row extends QueryResultRow>(sql: string, params: readonly unknown[] = []): Promise<QueryResult<Row>> {
    // Without parameters the simple protocol is used, which allows several statements at once.
    const answer = params.length > 0 ? this.#pool.query<Row>(sql, [...params]) : this.#pool.query<Row>(sql);
    const settled = answer.then(ignore, ignore).finally(() => this.#underWay.delete(settled));
    this.#underWay.add(settled);
    return answer;
  }

  /**
   * To be called when the engine stops, which ends all queries. They come first: a pool that is ending
   * forgets those that still wait for a session, and they would hang until their time is up.
   */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
    await this.#pool.end().catch(ignore);
  }
}

/**
 * One try at a session, for the wait after a start: an engine that still recovers refuses them. Whoever else
 * answers on this port is not meant.
 */
export async function acceptsSessions(port: number, dataDirectory: string): Promise<boolean> {
  const client = new Client(configFor(port));
  client.on('error', ignore);
  try {
    await client.connect();
    const { rows } = await client.query("SELECT current_setting('data_directory') AS directory");
    return rows[0]?.directory === resolve(dataDirectory);
  } catch {
    return false;
  } finally {
    await client.end().catch(ignore);
  }
}

/** Runs one command of the replication protocol, such as BASE_BACKUP, and waits for its end. */
export async function replicationCommand(port: number, command: string): Promise<void> {
  const config: ClientConfig & { replication: string } = { ...configFor(port), replication: 'true' };
  const client = new Client(config);
  client.on('error', ignore);
  try {
    await client.connect();
    await client.query(command);
  } finally {
    await client.end().catch(ignore);
  }
}

function configFor(port: number): ClientConfig {
  return {
    host: POSTGRES_HOST,
    port,
    user: SUPERUSER,
    database: 'postgres',
    ssl: false,
    application_name: 'rehearsal',
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  };
}

/** A lost session also fails the query that was using it; nobody needs to hear of it a second time. */
function ignore(): void {}
