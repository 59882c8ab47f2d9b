import type { Client } from 'pg';
import { connectAs, type DatabasePair } from '../database-pair';
import { SUPERUSER } from '../engines/postgres-sessions';

/** Four looks a second at each side: a heartbeat comes every second, and a lag of half a second is to be seen. */
const EVERY_MS = 250;
const PATIENT_MS = 1_000;
const REPLAYED = `SELECT pg_is_in_recovery() AS standby, (SELECT max(number) FROM client.writes) AS number,
  to_regclass('firebackup.heartbeat') IS NOT NULL AS beats`;
const HEARTBEAT = 'SELECT written_at FROM firebackup.heartbeat';

export const SIDES = ['primary', 'standby'] as const;
type Side = (typeof SIDES)[number];

/** What a side had replayed when it was looked at, being a standby. Times in milliseconds. */
export interface Replayed {
  /** When it was asked: what had been acknowledged by then, and is not in the answer, was missing. */
  readonly at: number;
  readonly side: Side;
  readonly newestNumber: number;
  /** On the clock of whoever wrote it. */
  readonly heartbeatAt?: number | undefined;
}

/**
 * Looks all along at what standbys have replayed, straight at the server and past any gate. A side that gives no answer
 * adds nothing.
 */
export class ReplicationWatch {
  readonly samples: Replayed[] = [];
  readonly #sessions = new Map<Side, Client>();
  readonly #timers: NodeJS.Timeout[];
  readonly #looking = new Set<Side>();

  constructor(private readonly databases: DatabasePair) {
    this.#timers = SIDES.map((side) => setInterval(() => void this.#look(side), EVERY_MS));
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const side of SIDES) this.#drop(side);
  }

  async #look(side: Side): Promise<void> {
    if (this.#looking.has(side) || !this.databases[side].server.running) return;
    this.#looking.add(side);
    try {
      const session = await this.#session(side);
      const at = Date.now();
      const { rows } = await session.query(REPLAYED);
      const { standby, number, beats } = rows[0];
      if (!standby) return;
      const beat = beats ? (await session.query(HEARTBEAT)).rows[0] : undefined;
      const heartbeatAt = beat?.written_at.getTime();
      this.samples.push({ at, side, newestNumber: Number(number ?? 0), heartbeatAt });
    } catch {
      this.#drop(side);
    } finally {
      this.#looking.delete(side);
    }
  }

  async #session(side: Side): Promise<Client> {
    const open = this.#sessions.get(side);
    if (open) return open;
    const { databaseName } = this.databases;
    const fresh = await connectAs(SUPERUSER, this.databases[side].server.port, databaseName, PATIENT_MS);
    this.#sessions.set(side, fresh);
    return fresh;
  }

  #drop(side: Side): void {
    void this.#sessions
      .get(side)
      ?.end()
      .catch(() => undefined);
    this.#sessions.delete(side);
  }
}
