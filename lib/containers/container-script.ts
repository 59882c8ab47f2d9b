import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Stops at the first failure and at any variable that is not set. */
export const SHELL = ['/bin/sh', '-euc'] as const;

/** What a container runs, for that shell. Scripts reach infrastructure and rehearsals alike; they import nothing. */
export const containerScript = (name: string): string =>
  readFileSync(join(import.meta.dirname, `${name}.sh`), 'utf8');
