import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { EXIT } from './endings';
import { whenInterrupted } from './tell';

/** The Node of the clone: the sources are written for it, and whoever links the command may have an older one. */
const NODE = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url));

/**
 * Runs a program of the clone that this was bundled in, from its sources, and answers with its exit code. An interrupt is handed
 * on and its end waited for: what a rehearsal has started it alone can end.
 */
export function runProgram(file: string, args: readonly string[]): Promise<number> {
  const program = fileURLToPath(new URL(`../operator/${file}`, import.meta.url));
  const child = spawn(NODE, ['--import', import.meta.resolve('tsx'), program, ...args], {
    stdio: 'inherit',
  });
  whenInterrupted(() => child.kill('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGKILL' ? EXIT.bad : EXIT.interrupted)));
  });
}
