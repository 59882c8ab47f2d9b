import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Stretch } from '../../lib/domain/recovery-point';
import {
  type ArchivedBase,
  archiveBase,
  baseOf,
  type Shipped,
  shipWal,
  walOf,
} from '../engines/postgres-archive';
import type { PostgresServer } from '../engines/postgres-server';

/** RDS ships about every 5 minutes; in a rehearsal nobody waits that long to see what is in the archive. */
const SHIP_EVERY_MS = 1_000;
/** After a promotion, out of the way of the failover that asked for it. */
const BACKS_UP_AFTER_MS = 1_500;

/** What can be recovered from an archive now: any moment of the window. */
export interface Recoverable {
  readonly base: string;
  readonly walDirectory: string;
  readonly window: Stretch;
}

/** Automated backups of one server, in all the archives that it writes to. */
export class ContinuousBackup {
  #base: ArchivedBase | undefined;
  #shipped: readonly Shipped[] = [];
  #timer: NodeJS.Timeout | undefined;
  #shipping: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: PostgresServer,
    private readonly archives: readonly string[],
  ) {}

  /** Ships from now on, to be recovered with a base backup that lies in the archives. */
  begin(base: ArchivedBase): void {
    this.#base = base;
    this.#timer = setInterval(() => {
      this.#shipping = this.#shipping.then(() => this.#ship());
    }, SHIP_EVERY_MS).unref();
  }

  /** As `begin`, with a base backup that is still to be taken. Of a server that dies before that there is none. */
  beginSoon(): void {
    this.#timer = setTimeout(() => {
      this.#shipping = archiveBase(this.server, this.archives).then(
        (base) => this.begin(base),
        () => undefined,
      );
    }, BACKS_UP_AFTER_MS).unref();
  }

  async end(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#shipping;
    clearTimeout(this.#timer);
  }

  /** What one of the archives holds, by the segments that have really arrived there; nothing while it is no use. */
  in(archive: string): Recoverable | undefined {
    const base = this.#base;
    const arrived = this.#shipped.findLast(({ segment }) => existsSync(join(walOf(archive), segment)));
    if (!base || !arrived || arrived.at < base.from) return undefined;
    const window = { from: base.from, to: arrived.at };
    return { base: baseOf(archive, base.name), walDirectory: walOf(archive), window };
  }

  async #ship(): Promise<void> {
    if (!this.server.running) return;
    // It may be killed or stopped at any moment; what was not shipped then is lost, as it is on RDS.
    const shipped = await shipWal(this.server).catch(() => undefined);
    if (shipped) this.#shipped = [...this.#shipped, shipped];
  }
}
