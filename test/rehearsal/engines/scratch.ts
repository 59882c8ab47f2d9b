import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder, and the engines of a test, all of which are gone after it whether it passed or not. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'rehearsal-'));
  readonly #engines: { kill(): Promise<void> }[] = [];

  path(name: string): string {
    return join(this.folder, name);
  }

  async started<Engine extends { start(): Promise<void>; kill(): Promise<void> }>(
    engine: Engine,
  ): Promise<Engine> {
    this.#engines.push(engine);
    await engine.start();
    return engine;
  }

  async discard(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.kill()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
