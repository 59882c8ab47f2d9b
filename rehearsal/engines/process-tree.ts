import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Kills a process and all it started, synchronously, so that it may be called from an `exit` handler.
 * PostgreSQL's backends each lead a session of their own, so a signal to the process group would miss them.
 * The root is stopped first: it can then neither start another child nor tidy up, as in a power cut.
 */
export function killTree(root: number): readonly number[] {
  if (!signalled(root, 'SIGSTOP')) return [];
  const family = [root, ...descendantsOf(root)];
  for (const pid of family) signalled(pid, 'SIGKILL');
  return family;
}

/** Signals a process and all it started, the root first: one that is stopped starts no more children meanwhile. */
export function signalTree(root: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
  signalled(root, signal);
  for (const pid of descendantsOf(root)) signalled(pid, signal);
}

/** Kills everything that this process started, for when it exits itself. */
export function killDescendants(): void {
  for (const pid of descendantsOf(process.pid)) signalled(pid, 'SIGKILL');
}

/** Sends a signal; false when there is no such process any more. */
export function signalled(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
    throw error;
  }
}

/** A zombie counts as gone: it holds no memory, socket or lock, and some containers never reap it. */
export function isGone(pid: number): boolean {
  const state = stateOf(pid);
  return state === undefined || state === 'Z' || state === 'X';
}

export function isStopped(pid: number): boolean {
  return stateOf(pid) === 'T';
}

function stateOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return ps(['-o', 'state=', '-p', String(pid)])[0]?.charAt(0);
  const stat = readOr(`/proc/${pid}/stat`);
  // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
  return stat?.slice(stat.lastIndexOf(')') + 2).charAt(0);
}

function descendantsOf(pid: number): number[] {
  const children = childrenOf(pid);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function childrenOf(pid: number): number[] {
  const listed = readOr(`/proc/${pid}/task/${pid}/children`);
  if (listed !== undefined) return listed.split(' ').filter(Boolean).map(Number);
  const pairs = ps(['-A', '-o', 'pid=,ppid=']).map((line) => line.trim().split(/\s+/).map(Number));
  return pairs.flatMap(([child, parent]) => (child !== undefined && parent === pid ? [child] : []));
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** `ps` exits with 1 when nothing matched, which here is an answer. */
function ps(args: readonly string[]): string[] {
  try {
    return execFileSync('ps', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .split('\n')
      .filter(Boolean);
  } catch {
    return [];
  }
}
