import { allRan } from '../../lib/status/ran';
import type { Desk, Told } from '../command/desk';
import { heardInWords, readLedger } from '../command/read-ledger';
import { labelled } from '../command/screen';
import { ranLines } from '../status/ran-lines';

/** `firebackup runs`: every failover, switchover, failback, restore and drill that the ledger keeps, the newest first. */
export async function runs(desk: Desk, { limit }: { readonly limit: number }): Promise<Told> {
  const { found, heard } = await readLedger(desk, allRan);
  const shown = found.slice(0, limit);
  const more = found.length - shown.length;
  return {
    lines: [
      ...ranLines(shown, desk.now(), desk.screen),
      ...(more > 0 ? [`  ${more} more: firebackup runs --limit ${found.length}`] : []),
      ...labelled(desk.screen, ['', heardInWords(heard)], { width: 0 }),
    ],
    data: { ledger: heard, runs: shown, notShown: more },
    news: 'fine',
  };
}
