import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** In the clone that this was bundled in: a rehearsal runs from its sources, in whatever folder it is asked for. */
const PROGRAM = fileURLToPath(new URL('../operator/rehearse.ts', import.meta.url));

/** `firebackup rehearse …`: everything after it goes to the rehearsal, and its exit code comes back. */
export function rehearse(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), PROGRAM, ...args], {
    stdio: 'inherit',
  });
  // A page is shown until somebody ends it: whoever ends this program means that one.
  process.on('exit', () => child.kill());
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
