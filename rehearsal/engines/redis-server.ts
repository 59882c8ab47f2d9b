import { mkdir } from 'node:fs/promises';
import { EngineProcess } from './engine-process';
import type { FoundRedis } from './redis-binary';
import { connectRedis, REDIS_HOST, type RedisConnection, RedisSession } from './redis-session';

const STARTS_WITHIN_MS = 15_000;

/** A replica is in step within a few milliseconds; Redis would wait 5 s for others that may want to sync too. */
const REPLICATION_OPTIONS = ['--repl-diskless-sync', 'yes', '--repl-diskless-sync-delay', '0'];
/** Nothing is persisted by itself, as in a cache: what a killed one held is gone, unless a replica has it. */
const CACHE_OPTIONS = ['--appendonly', 'no', '--save', ''];
/** Seconds that a stop waits for replicas that lag; one behind a partition never catches up. */
const SHUTDOWN_OPTIONS = ['--shutdown-timeout', '1'];

export interface RedisPlace {
  /** Need not exist yet. Holds what a replica receives; the log lies beside it. */
  readonly directory: string;
  readonly port: number;
}

/** Redis' own words. */
export type RedisRole = 'master' | 'slave';

/**
 * A Redis server, started and stopped any number of times on the same port. It starts empty, each time, unless somebody
 * laid a file for it to load into its directory.
 */
export class RedisServer {
  readonly host = REDIS_HOST;
  #process: EngineProcess | undefined;
  readonly #session: RedisSession;

  constructor(
    readonly binary: FoundRedis,
    readonly place: RedisPlace,
  ) {
    this.#session = new RedisSession(place.port);
  }

  get port(): number {
    return this.place.port;
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  async start(): Promise<void> {
    if (this.running) return;
    await mkdir(this.place.directory, { recursive: true });
    this.#process = new EngineProcess(this.#command());
    await this.#process.answering(() => this.#answers(), STARTS_WITHIN_MS);
  }

  async stop(): Promise<void> {
    this.#session.close();
    this.#process?.signal('SIGTERM');
    await this.#process?.exited;
  }

  async kill(): Promise<void> {
    this.#session.close();
    await this.#process?.kill();
  }

  /** The synchronous part of `kill`, for an `exit` handler. */
  killNow(): void {
    this.#session.close();
    this.#process?.killNow();
  }

  /** Stands still, as on a host that is starved. */
  freeze(): void {
    this.#process?.freeze();
  }

  thaw(): void {
    this.#process?.thaw();
  }

  /** Follows another server, directly or through a gate; what it held itself is dropped. */
  async replicaOf(host: string, port: number): Promise<void> {
    await this.command('REPLICAOF', host, String(port));
  }

  async promote(): Promise<void> {
    await this.command('REPLICAOF', 'NO', 'ONE');
  }

  async role(): Promise<RedisRole> {
    const [role] = await this.command<[RedisRole]>('ROLE');
    return role;
  }

  command<Reply = unknown>(...words: readonly [string, ...string[]]): Promise<Reply> {
    return this.#session.command<Reply>(words);
  }

  /** A new connection past any gate, which the caller has to `destroy()`; it does not reconnect. */
  client(): Promise<RedisConnection> {
    return connectRedis(this.port);
  }

  /** Whoever else answers on this port is not meant. */
  #answers(): Promise<boolean> {
    return this.command<string>('INFO', 'server').then(
      (info) => info.includes(`process_id:${this.#process?.pid}\r\n`),
      () => false,
    );
  }

  #command() {
    const { binary, place, host } = this;
    const where = ['--bind', host, '--port', String(place.port), '--dir', place.directory];
    return {
      name: `Redis on port ${place.port}`,
      program: binary.found,
      args: [...where, ...REPLICATION_OPTIONS, ...CACHE_OPTIONS, ...SHUTDOWN_OPTIONS],
      env: { LC_ALL: 'C', ...binary.env },
      logFile: `${place.directory}.log`,
    };
  }
}
