import { dirname, join } from 'node:path';
import { findProgram, type NotRehearsed } from './debian-program';

export interface FoundPrometheus {
  readonly found: string;
  /** Its tool, which comes with it. */
  readonly promtool: string;
}

/** Prometheus and promtool, one file each that needs no library. Without them, what needs them is not rehearsed. */
export async function findPrometheus(): Promise<FoundPrometheus | NotRehearsed> {
  const program = await findProgram({ name: 'prometheus', packages: ['prometheus'], folder: 'prometheus' });
  if ('notRehearsed' in program) return program;
  return { found: program.found, promtool: join(dirname(program.found), 'promtool') };
}
