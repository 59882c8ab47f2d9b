import { cacheStore } from './cache-pair';
import { databaseStore } from './database-pair';
import { APPLICATION_DOOR } from './local-engines';
import { NumberedWriter, type Store } from './numbered-writer';
import type { World } from './world';

/** 40 writes a second: enough to count a loss of tens of milliseconds. */
export const WRITE_EVERY_MS = 25;

/** The clients of a world: each writes numbers to wherever the public name leads. */
export class Client {
  readonly database: NumberedWriter;
  readonly cache: NumberedWriter | undefined;

  constructor(private readonly world: World) {
    const { databases, caches } = world.engines;
    this.database = this.#writer((side) =>
      databaseStore(databases[side].gate.port(APPLICATION_DOOR), databases.databaseName),
    );
    this.cache = caches && this.#writer((side) => cacheStore(caches[side].gate.port(APPLICATION_DOOR)));
  }

  start(): void {
    for (const writer of this.writers) writer.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.writers.map((writer) => writer.stop()));
  }

  get writers(): readonly NumberedWriter[] {
    return this.cache ? [this.database, this.cache] : [this.database];
  }

  #writer(connect: (side: 'primary' | 'standby') => Promise<Store>): NumberedWriter {
    const { primary } = this.world.settings.plan.regions;
    return new NumberedWriter(
      WRITE_EVERY_MS,
      () => this.world.publicName.region,
      (region) => connect(region === primary ? 'primary' : 'standby'),
    );
  }
}
