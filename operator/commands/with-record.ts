import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { endedTold } from '../machines/ended-text';
import type { Ended } from '../machines/run-machine';
import { runShow } from './run-show';

/** How an execution ended, and the record of its run, where there is one. */
export async function withRecord(desk: Desk, ended: Ended, run: string): Promise<Told> {
  const record = await runShow(desk, { id: run, document: false }).catch((error: Error) => {
    // A run that came to no record, or is no longer known of, is told by its execution alone; so is one whose ledger is silent now.
    if (!(error instanceof BadInput)) desk.note(`its record could not be read: ${error.message}`);
    return undefined;
  });
  return endedTold(ended, record, desk);
}
