import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killDescendants } from './engines/process-tree';

/**
 * Everything that must be gone after a rehearsal, however it ends: a temporary folder, and whatever was started. Each
 * ending is synchronous, because nothing else runs when a process exits; Ctrl-C has to end in an exit for that.
 */
export class Leftovers {
  readonly folder = mkdtempSync(join(tmpdir(), 'firebackup-rehearsal-'));
  readonly #endings: (() => void)[] = [];
  readonly #endAtExit = () => {
    // Also what is started only for a moment, as initdb is, and would write into the folder while it is removed.
    killDescendants();
    this.end();
  };

  constructor() {
    process.once('exit', this.#endAtExit);
  }

  /** Remembers how to end something; what was started last is ended first. */
  add(ending: () => void): void {
    this.#endings.unshift(ending);
  }

  end(): void {
    process.off('exit', this.#endAtExit);
    for (const ending of this.#endings.splice(0)) ending();
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}
