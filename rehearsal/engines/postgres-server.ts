import type { QueryResult, QueryResultRow } from 'pg';
import { EngineProcess } from './engine-process';
import { POSTGRES_ENVIRONMENT, type PostgresBinaries } from './postgres-binaries';
import { acceptsSessions, POSTGRES_HOST, PostgresSessions } from './postgres-sessions';
import { isStopped, signalled } from './process-tree';
import { releaseSharedMemory } from './shared-memory';
import { waitUntil } from './wait-until';

/** Recovery after SIGKILL takes a second at most; the rest is for a machine under heavy load. */
const STARTS_WITHIN_MS = 30_000;
/** A fast shutdown waits for standbys to confirm all WAL, which one behind a partition never does. */
const STOPS_WITHIN_MS = 5_000;
const FREEZES_WITHIN_MS = 15_000;

export interface PostgresPlace {
  /** Absolute, and below the scratch folder that the binaries were found with. */
  readonly dataDirectory: string;
  readonly port: number;
}

/**
 * A PostgreSQL server over one data directory, started and stopped any number of times on the same port.
 * Made by `initialisePostgres`, `restorePostgres` or `standbyOf`; none of them starts it.
 */
export class PostgresServer {
  readonly host = POSTGRES_HOST;
  #process: EngineProcess | undefined;
  #sessions: PostgresSessions | undefined;
  #frozen: readonly number[] = [];

  constructor(
    readonly binaries: PostgresBinaries,
    readonly place: PostgresPlace,
  ) {}

  get port(): number {
    return this.place.port;
  }

  get running(): boolean {
    return this.#process?.running ?? false;
  }

  /** Resolves when it accepts sessions: for a standby, when it is consistent, streaming or not. */
  async start(): Promise<void> {
    if (this.running) return;
    this.#closeSessions();
    this.#process = new EngineProcess(this.#command());
    await this.#process.answering(
      () => acceptsSessions(this.port, this.place.dataDirectory),
      STARTS_WITHIN_MS,
    );
    this.#sessions = new PostgresSessions(this.port);
  }

  /** Every process stands still, as on a host that is starved or whose disk does not answer. */
  freeze(): void {
    this.#process?.freeze();
  }

  /** It goes on where it stood, and with what it had been asked meanwhile. */
  thaw(): void {
    this.#process?.thaw();
  }

  /**
   * A fast shutdown; an immediate one where a standby that does not answer holds it up. A frozen server heeds neither until it
   * wakes, with writes under way that it would still acknowledge: it is killed at once, as a host that hangs is taken away.
   */
  async stop(): Promise<void> {
    this.thawReplication();
    this.#closeSessions();
    const stopping = this.#process;
    if (!stopping?.running) return;
    if (stopping.frozen) return this.kill();
    stopping.signal('SIGINT');
    const impatience = setTimeout(() => stopping.signal('SIGQUIT'), STOPS_WITHIN_MS);
    await stopping.exited;
    clearTimeout(impatience);
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** As a power cut: every process at once, nothing flushed, nothing said to clients. */
  async kill(): Promise<void> {
    const killed = this.#process;
    this.killNow();
    await killed?.kill();
  }

  /** The synchronous part of `kill`, for an `exit` handler. */
  killNow(): void {
    this.#frozen = [];
    this.#closeSessions();
    if (!this.running) return;
    this.#process?.killNow();
    releaseSharedMemory(this.place.dataDirectory);
  }

  /** Several statements may be given at once when there are no parameters. */
  async query<Row extends QueryResultRow>(
    sql: string,
    params?: readonly unknown[],
  ): Promise<QueryResult<Row>> {
    if (!this.#sessions)
      throw new Error(`PostgreSQL on port ${this.port} is not running: expected start() first`);
    return this.#sessions.query<Row>(sql, params);
  }

  /** Returns at once; ready for writes when `isInRecovery` turns false. */
  async promote(): Promise<void> {
    await this.query('SELECT pg_promote(wait => false)');
  }

  async isInRecovery(): Promise<boolean> {
    const { rows } = await this.query<{ recovering: boolean }>('SELECT pg_is_in_recovery() AS recovering');
    return rows[0]?.recovering === true;
  }

  /**
   * Stops the processes that send WAL. To clients nothing changes, yet no standby gets what they write from
   * now on, as when a host is cut off before it dies. A standby that reconnects meanwhile gets a fresh sender.
   */
  async freezeReplication(): Promise<void> {
    const { rows } = await this.query<{ pid: number }>('SELECT pid FROM pg_stat_replication');
    const frozen = rows.map(({ pid }) => pid).filter((pid) => signalled(pid, 'SIGSTOP'));
    this.#frozen = [...this.#frozen, ...frozen];
    await waitUntil(() => frozen.every(isStopped), {
      withinMs: FREEZES_WITHIN_MS,
      otherwise: () => `WAL senders of port ${this.port} ignore SIGSTOP: ${frozen.join(', ')}`,
    });
  }

  thawReplication(): void {
    for (const pid of this.#frozen) signalled(pid, 'SIGCONT');
    this.#frozen = [];
  }

  #command() {
    const { binaries, place, host } = this;
    const args = ['-D', place.dataDirectory, '-p', String(place.port)];
    // On the command line, not in the file: a base backup copies the file to where these must differ.
    const settings = [`listen_addresses=${host}`, 'unix_socket_directories='];
    return {
      name: `PostgreSQL on port ${place.port}`,
      program: binaries.postgres,
      args: [...args, ...settings.flatMap((setting) => ['-c', setting])],
      env: POSTGRES_ENVIRONMENT,
      account: binaries.account,
      logFile: `${place.dataDirectory}.log`,
    };
  }

  #closeSessions(): void {
    void this.#sessions?.close();
    this.#sessions = undefined;
  }
}
