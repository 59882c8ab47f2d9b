import { runProgram } from '../command/run-program';

/** `firebackup rehearse …`: everything after it goes to the rehearsal, and its exit code comes back. */
export const rehearse = (args: readonly string[]): Promise<number> => runProgram('rehearse.ts', args);
