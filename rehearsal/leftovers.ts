import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Everything that must be gone after a rehearsal, however it ends: a temporary folder, and whatever was started. Each
 * ending is synchronous, because nothing else runs when a process exits; Ctrl-C has to end in an exit for that.
 */
export class Leftovers {
  readonly folder = mkdtempSync(join(tmpdir(), 'firebackup-rehearsal-'));
  readonly #endings: (() => void)[] = [];
  readonly #end = () => this.end();

  constructor() {
    process.once('exit', this.#end);
  }

  /** Remembers how to end something; what was started last is ended first. */
  add(ending: () => void): void {
    this.#endings.unshift(ending);
  }

  end(): void {
    process.off('exit', this.#end);
    for (const ending of this.#endings.splice(0)) ending();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
