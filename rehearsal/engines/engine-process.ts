import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import type { Account } from './account';
import { isGone, killTree, signalTree } from './process-tree';
import { waitUntil } from './wait-until';

export interface EngineCommand {
  /** As error messages call it. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly account?: Account | undefined;
  /** Both output streams are appended here; a pipe would stall the engine whenever this process is busy. */
  readonly logFile: string;
}

const LOG_TAIL_LINES = 20;
/** A killed process is gone within milliseconds; the rest is for a machine under heavy load. */
const GONE_WITHIN_MS = 10_000;

/** One running engine. It stays in this process's group, so that Ctrl-C reaches it too. */
export class EngineProcess {
  readonly exited: Promise<void>;
  readonly #child: ChildProcess;
  readonly #killed: number[] = [];
  #spawnError: Error | undefined;
  #frozen = false;

  constructor(readonly command: EngineCommand) {
    const { program, args, env, account, logFile } = command;
    const log = openSync(logFile, 'a');
    // Away from the caller's directory, which the engine's account may not be allowed to read.
    this.#child = spawn(program, args, {
      cwd: '/',
      env: { ...env },
      stdio: ['ignore', log, log],
      ...account,
    });
    closeSync(log);
    this.exited = new Promise((resolve) => {
      this.#child.once('exit', () => resolve());
      this.#child.once('error', (error) => {
        this.#spawnError = error;
        resolve();
      });
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    const { pid, exitCode, signalCode } = this.#child;
    return pid !== undefined && exitCode === null && signalCode === null;
  }

  get frozen(): boolean {
    return this.#frozen && this.running;
  }

  /** The engine and all its children stand still; sockets stay open, and nobody is told. */
  freeze(): void {
    if (this.pid === undefined || !this.running) return;
    this.#frozen = true;
    signalTree(this.pid, 'SIGSTOP');
  }

  thaw(): void {
    if (this.pid === undefined || !this.frozen) return;
    this.#frozen = false;
    signalTree(this.pid, 'SIGCONT');
  }

  /** Resolves when the engine answers; otherwise nothing of it is left, and the error tells its last words. */
  async answering(answers: () => Promise<boolean>, withinMs: number): Promise<void> {
    const otherwise = () => `${this.command.name} did not start: ${this.#lastWords()}`;
    try {
      await waitUntil(async () => !this.running || (await answers()), { withinMs, otherwise });
      if (!this.running) throw new Error(otherwise());
    } catch (error) {
      await this.kill();
      throw error;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** SIGKILL to the engine and all its children before returning; harmless when it has already ended. */
  killNow(): void {
    if (this.pid !== undefined && this.running) this.#killed.push(...killTree(this.pid));
  }

  /** As `killNow`, and waits until none of them is left, so that the engine may be started again. */
  async kill(): Promise<void> {
    this.killNow();
    await this.exited;
    const survivors = () => this.#killed.filter((pid) => !isGone(pid));
    await waitUntil(() => survivors().length === 0, {
      withinMs: GONE_WITHIN_MS,
      otherwise: () => `processes outlive SIGKILL: ${survivors().join(', ')}`,
    });
  }

  #lastWords(): string {
    if (this.#spawnError) return this.#spawnError.message;
    return readFileSync(this.command.logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  }
}
