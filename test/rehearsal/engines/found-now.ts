import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { NotRehearsed } from '../../../rehearsal/engines/debian-program';

/**
 * Finds something synchronously, by a program that prints it. Jest has to know while it collects tests whether they can run:
 * one that is skipped, under a name that says so, is seen in the report, unlike one that returns early and looks passed.
 */
export function foundNow<Found>(finder: string): Found | NotRehearsed {
  const program = [createRequire(import.meta.url).resolve('tsx/cli'), join(import.meta.dirname, finder)];
  return JSON.parse(execFileSync(process.execPath, program, { encoding: 'utf8' }));
}
